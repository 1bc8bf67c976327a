package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import clarify.redis.ClusterFixture;
import clarify.redis.RedisFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.args.ClusterFailoverOption;

/**
 * Two nodes read, look up, store and invalidate without a pause while slots move and masters change. A number for each person
 * stands for the database. Both nodes know at once of an invalidation that could not be delivered, as they do within a lease.
 */
class ClusterStalenessTest {

    private static final int PEOPLE = 30;

    @AutoClose
    private final ClusterFixture cluster = new ClusterFixture();

    private final List<Person> people =
            IntStream.range(0, PEOPLE).mapToObj(i -> new Person()).toList();

    private final Map<UUID, StaleLists> undelivered = new ConcurrentHashMap<>();
    private final BypassPolicy bypass = new SharedBypass();

    @AutoClose
    private final CacheFixture first = cache();

    @AutoClose
    private final CacheFixture second = cache();

    private final List<ListCache> nodes = Stream.of(first, second)
            .<ListCache>map(node -> new RedisListCache(node.redis, bypass, node.components))
            .toList();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final Queue<String> stale = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private static final class Person {

        private final UUID id = UUID.randomUUID();
        private final AtomicInteger row = new AtomicInteger();

        /** What an answer has told. */
        private final AtomicInteger answered = new AtomicInteger();
    }

    private final class SharedBypass extends FixedBypass {

        @Override
        public Trust trust(UUID userId) {
            boolean any = undelivered.values().stream()
                    .anyMatch(lists -> lists.userId().equals(userId));
            return new Trust(any ? Set.of(Kind.DREAMS) : Set.of(), true);
        }
    }

    private CacheFixture cache() {
        return new CacheFixture(Map.of(
                "clarify.redis.mode", "cluster",
                "clarify.redis.uri", cluster.uri(),
                "clarify.redis.connect-timeout", "PT1S",
                "clarify.redis.read-timeout", "PT1S",
                "clarify.redis.confirm-replicas", "1",
                "clarify.cache.circuit.recovery", "PT0.2S"));
    }

    private static <T> T anyOf(List<T> all) {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    private void read() {
        Person person = anyOf(people);
        int before = person.answered.get();
        ListCache node = anyOf(nodes);
        CachedLists found = node.read(person.id);
        reads.incrementAndGet();
        found.list(Kind.DREAMS, Integer.class)
                .ifPresentOrElse(list -> check(person, before, list.rows().get(0)), () -> lookUp(node, found, person));
    }

    private void check(Person person, int before, int read) {
        hits.incrementAndGet();
        if (read < before) {
            stale.add(person.id + ": " + read + " after " + before);
        }
    }

    private void lookUp(ListCache node, CachedLists found, Person person) {
        int row = person.row.get();
        LockSupport.parkNanos(200_000); // a change may come in between
        node.store(found, Map.of(Kind.DREAMS, List.of(row)), () -> {});
    }

    private void change() {
        Person person = anyOf(people);
        synchronized (person) {
            int row = person.row.incrementAndGet();
            StaleLists lists = new StaleLists(UUID.randomUUID(), person.id, Set.of(Kind.DREAMS));
            if (!anyOf(nodes).invalidate(Set.of(lists))) {
                undelivered.put(lists.id(), lists);
            }
            person.answered.set(row);
        }
    }

    /** As the poller and the probe of a node do. */
    private void poll() {
        first.redis.tryAgainIfDue();
        second.redis.tryAgainIfDue();
        List<StaleLists> waiting = List.copyOf(undelivered.values());
        Set<StaleLists> left = anyOf(nodes).undelivered(waiting);
        waiting.stream().filter(lists -> !left.contains(lists)).forEach(lists -> undelivered.remove(lists.id()));
        LockSupport.parkNanos(100_000_000);
    }

    private Future<?> repeat(Runnable action) {
        return threads.submit(() -> {
            while (!over) {
                action.run();
            }
        });
    }

    private void awaitReads(int more) {
        long target = reads.get() + more;
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> reads.get() >= target);
    }

    private void awaitHits() {
        long target = hits.get() + 100;
        Awaitility.await("hits").atMost(Duration.ofMinutes(1)).until(() -> hits.get() >= target);
    }

    /** There and back, while its keys are read and changed. */
    private void moveSlotOf(Person person) {
        String key = "ctx:version:{" + person.id + "}";
        int slot = cluster.slotOf(key);
        RedisFixture from = cluster.masterOf(key);
        RedisFixture to = cluster.otherThan(from);
        move(slot, from, to);
        move(slot, to, from);
    }

    /** New keys are made at the target alone, once those that there were are gone. */
    private void move(int slot, RedisFixture from, RedisFixture to) {
        cluster.beginToMove(slot, from, to);
        awaitReads(50);
        Awaitility.await().until(() -> {
            cluster.moveKeys(slot, from, to);
            return ClusterFixture.ask(from, client -> client.clusterCountKeysInSlot(slot)) == 0;
        });
        awaitReads(50);
        cluster.endMove(slot, from, to);
        awaitReads(50);
    }

    @Test
    void nothing_stale_is_read_while_slots_move_and_masters_change() throws Exception {
        List<Future<?>> work = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> work.add(repeat(this::read)));
        work.add(repeat(this::change));
        work.add(repeat(this::poll));
        awaitHits();

        for (int i = 0; i < 5; i++) {
            moveSlotOf(people.get(i));
        }
        awaitHits();
        for (ClusterFailoverOption how : ClusterFailoverOption.values()) {
            for (RedisFixture master : cluster.masters()) {
                RedisFixture replica = cluster.replicaOf(master);
                cluster.failover(replica, how);
                cluster.awaitWell();
                awaitReads(100);
                cluster.failover(master, how);
                cluster.awaitWell();
                awaitHits();
            }
        }
        RedisFixture away = cluster.masters().get(0);
        cluster.freeze(away);
        awaitHits();
        cluster.thaw(away);
        cluster.awaitWell();
        away.kill();
        cluster.awaitPromoted(cluster.replicaOf(away));
        awaitHits();

        over = true;
        for (Future<?> each : work) {
            each.get(1, TimeUnit.MINUTES); // none of them has failed
        }
        assertThat(stale).isEmpty();
        threads.shutdown();
    }
}
