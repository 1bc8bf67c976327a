package clarify.redis;

import clarify.redis.SlotRanges.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The masters of a Cluster. Who has a slot is learnt in the background, from any node, and from what nodes answer that do not have
 * it. A key whose slot is not known goes to one of the nodes that the setting names: it serves it, or says who does. So no request
 * waits for more than its own calls. Thread-safe.
 */
final class ClusterShards implements Shards {

    private static final Logger LOG = Logger.getLogger(ClusterShards.class.getName());

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

    /** A node without slots may be given some: it keeps its circuits for so long. */
    private static final long FORGOTTEN = Duration.ofMinutes(1).toNanos();

    private final RedisPlace.Clustered place;
    private final RedisSettings settings;
    private final RedisUsage usage;
    private final RedisMetrics metrics;
    private final Function<RedisAddress, HostConnector> hosts;
    private final Optional<TlsContext> tls;
    private final List<HostConnector> seeds;
    private final Shard anySeed;
    private final Object looking = new Object();
    private final SlotLookUp lookUp;
    private final SideBySide sideBySide = new SideBySide();

    /** Null where nobody is known. */
    private final AtomicReferenceArray<Master> bySlot = new AtomicReferenceArray<>(Slots.COUNT);

    private final Map<String, Master> byAddress = new ConcurrentHashMap<>();

    /** Those that have slots. */
    private volatile List<Master> serving = List.of();

    private volatile boolean learnt;
    private volatile boolean found = true;
    private volatile boolean doubtful = true;
    private long learntAt;

    private static final class Master {

        private final Shard shard;
        private final HostConnector connector;
        private volatile long servedAt = System.nanoTime();

        Master(Shard shard, HostConnector connector) {
            this.shard = shard;
            this.connector = connector;
        }

        String address() {
            return connector.address().hostAndPort();
        }
    }

    /** @param tls is made anew here when its files change */
    ClusterShards(
            RedisPlace.Clustered place,
            RedisSettings settings,
            RedisUsage usage,
            RedisMetrics metrics,
            Function<RedisAddress, HostConnector> hosts,
            Optional<TlsContext> tls) {
        this.place = place;
        this.settings = settings;
        this.usage = usage;
        this.metrics = metrics;
        this.hosts = hosts;
        this.tls = tls;
        this.lookUp = new SlotLookUp(settings.deadline());
        this.seeds = place.seeds().stream().map(hosts).toList();
        this.anySeed = shard(" Cluster", new SeedConnector(seeds), () -> Slots.tag(0));
    }

    private Shard shard(String name, Connector connector, Supplier<String> tag) {
        return new Shard(name, connector, ShardBreaker.both(settings), settings, usage, metrics, tag, place);
    }

    private Master master(String host, int port) {
        RedisAddress address = place.seeds().get(0).at(host, port);
        return byAddress.computeIfAbsent(address.hostAndPort(), name -> {
            HostConnector connector = hosts.apply(address);
            return new Master(shard(" at " + name, connector, () -> tagAt(name)), connector);
        });
    }

    private String tagAt(String address) {
        Master master = byAddress.get(address);
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (bySlot.get(slot) == master) {
                return Slots.tag(slot);
            }
        }
        return Slots.tag(0);
    }

    @Override
    public Shard of(String key) {
        Master master = bySlot.get(Slots.of(key));
        return master == null ? anySeed : master.shard;
    }

    @Override
    public String tagOf(String key) {
        return Slots.tag(Slots.of(key));
    }

    @Override
    public List<String> keysEverywhere() {
        if (!learnt) {
            refresh();
        }
        return learnt
                ? serving.stream()
                        .map(master -> "{" + tagAt(master.address()) + "}")
                        .toList()
                : List.of();
    }

    @Override
    public List<Shard> all() {
        List<Master> masters = serving;
        return masters.isEmpty()
                ? List.of(anySeed)
                : masters.stream().map(master -> master.shard).toList();
    }

    @Override
    public List<Shard> allToTry() {
        return Stream.concat(Stream.of(anySeed), byAddress.values().stream().map(master -> master.shard))
                .toList();
    }

    @Override
    public Optional<Shard> follow(Redirection redirection, Shard from) {
        doubtful = true;
        if (!redirection.namesNode()) {
            return Optional.empty();
        }
        Optional<String> host = Optional.of(redirection.host())
                .filter(named -> !named.isEmpty())
                .or(() -> hostOf(from));
        return host.map(known -> {
            Master master = master(known, redirection.port());
            master.servedAt = System.nanoTime();
            if (redirection.kind() == Redirection.Kind.MOVED) {
                bySlot.set(redirection.slot(), master);
                serves(master);
            }
            return master.shard;
        });
    }

    private synchronized void serves(Master master) {
        if (!serving.contains(master)) {
            serving = Stream.concat(serving.stream(), Stream.of(master)).toList();
        }
    }

    /** A node that names no host means its own. Which seed it was, only the next look-up tells. */
    private Optional<String> hostOf(Shard shard) {
        if (seeds.size() == 1 && shard == anySeed) {
            return Optional.of(seeds.get(0).address().host());
        }
        return byAddress.values().stream()
                .filter(master -> master.shard == shard)
                .map(master -> master.connector.address().host())
                .findFirst();
    }

    @Override
    public void doubt() {
        doubtful = true;
    }

    @Override
    public void refreshIfDue() {
        tls.ifPresent(TlsContext::refreshIfDue);
        anySeed.refreshIfDue();
        byAddress.values().forEach(master -> master.shard.refreshIfDue());
        boolean troubled = serving.stream().anyMatch(master -> master.shard.isTroubled());
        if (doubtful || troubled || System.nanoTime() - learntAt >= INTERVAL) {
            refresh();
        }
    }

    @Override
    public boolean knowsTheWay() {
        return found;
    }

    private void refresh() {
        synchronized (looking) {
            doubtful = false;
            List<HostConnector> well = wellMasters();
            Optional<SlotRanges> answer = lookUp.find(well, othersThan(well));
            answer.ifPresent(this::learn);
            found = answer.isPresent();
            if (answer.filter(SlotRanges::isWell).isEmpty()) {
                doubt();
            }
        }
    }

    /** Those whose circuit is closed, which it also is where nobody has used it. */
    private List<HostConnector> wellMasters() {
        return byAddress.values().stream()
                .filter(master -> !master.shard.isTroubled())
                .map(master -> master.connector)
                .toList();
    }

    /** The nodes of the setting, then all other masters; each once. */
    private List<HostConnector> othersThan(List<HostConnector> well) {
        Map<String, HostConnector> others = new LinkedHashMap<>();
        Stream.concat(seeds.stream(), byAddress.values().stream().map(master -> master.connector))
                .forEach(node -> others.putIfAbsent(node.address().hostAndPort(), node));
        well.forEach(node -> others.remove(node.address().hostAndPort()));
        return List.copyOf(others.values());
    }

    private void learn(SlotRanges ranges) {
        Map<Integer, Master> next = new HashMap<>();
        for (Range range : ranges.ranges()) {
            Master master = master(range.host(), range.port());
            for (int slot = range.first(); slot <= range.last(); slot++) {
                next.put(slot, master);
            }
        }
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            bySlot.set(slot, next.get(slot));
        }
        learntAt = System.nanoTime();
        learnt = true;
        List<Master> now = next.values().stream().distinct().toList();
        now.forEach(master -> master.servedAt = System.nanoTime());
        tell(now);
        forget();
    }

    private synchronized void tell(List<Master> now) {
        if (!Set.copyOf(now).equals(Set.copyOf(serving))) {
            LOG.info(() -> "The masters of the Redis Cluster are "
                    + now.stream().map(Master::address).sorted().toList());
        }
        serving = now;
    }

    private void forget() {
        List<Master> old = new ArrayList<>(byAddress.values());
        old.removeIf(master -> System.nanoTime() - master.servedAt < FORGOTTEN);
        old.forEach(master -> {
            byAddress.remove(master.address(), master);
            master.shard.close();
        });
    }

    @Override
    public RedisGreeting greet() {
        if (!learnt) {
            refresh();
        }
        List<Supplier<RedisGreeting>> greetings = all().stream()
                .<Supplier<RedisGreeting>>map(shard -> shard::greet)
                .toList();
        return RedisGreeting.ofAll(place, sideBySide.all(greetings));
    }

    @Override
    public <T> List<T> sideBySide(List<Supplier<T>> calls) {
        return sideBySide.all(calls);
    }

    @Override
    public void close() {
        lookUp.close();
        anySeed.close();
        byAddress.values().forEach(master -> master.shard.close());
        sideBySide.close();
    }
}
