package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.ManyPeople;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Measures the product on Payara Micro with up to a million people, and people with up to 50,000 rows of each kind, for docs/benchmarks.md. */
class ScaleIT {
    private static final int MOST = Integer.getInteger("people", 1_000_000);
    private static final List<Integer> SIZES =
            Stream.of(1_000, 100_000, 1_000_000).filter(size -> size <= MOST).toList();

    private static final String DREAM = "{\"title\":\"A boat\"}";

    private static final int SAMPLE = 1_000;
    private static final int ROUNDS = 10;
    private static final int HEAVY_ROUNDS = 300;
    private static final int AT_ONCE = 4;
    private static final int SECONDS = Integer.getInteger("seconds", 8);
    private static final int OUTBOX_CHANGES = MOST;
    private static final int STORED = 10_000;

    /** A million are read by the benchmarks, without HTTP. */
    private static final int READ = 200_000;

    private final Postgres postgres = new Postgres();
    private final Redis redis = new Redis();
    private final Tokens tokens = new Tokens();
    private final Random random = new Random(14);
    private final MicroNode node = new MicroNode(
            "payara-micro",
            new TcpProxy(redis.port()),
            new TcpProxy(postgres.port()),
            15,
            tokens,
            Map.of("clarify.journal.max-rows", "200000", "clarify.database.requests", "32"));
    private final String agent = tokens.of(UUID.randomUUID().toString(), "agent");
    private final StringBuilder page = new StringBuilder();

    @AfterEach
    void close() {
        try (postgres;
                redis) {
            node.close();
        }
    }

    @Test
    void with_many_people_and_rows() throws Exception {
        postgres.execute("create extension pg_stat_statements");
        node.start();
        node.awaitAnswer();
        var people = new ManyPeople(postgres, "public");
        people.add(0);

        sizes(people);
        rowsOfOne();
        outbox();
        memory();

        Files.writeString(TestEnvironment.file("clarify.servers").toPath().resolveSibling("scale.md"), page);
        WrittenPart.by("ScaleIT").replaceBy(page.toString());
    }

    private void add(String line, Object... values) {
        page.append(String.format(Locale.ROOT, line, values)).append('\n');
    }

    /** What was measured with the same number of people. */
    private record Size(int people, double cold, double warm, double writes, double bare, double refused) {}

    private void sizes(ManyPeople people) throws Exception {
        List<Size> sizes = new ArrayList<>();
        int last = 0;
        for (int size : SIZES) {
            people.addOthers(last, size);
            last = size;
            postgres.execute("vacuum"); // as autovacuum does some minutes later
            postgres.execute("checkpoint");
            if (sizes.isEmpty()) {
                cold(size, new Histogram(3), new Histogram(3)); // until everything is compiled
                writes(size, DREAM, 201);
            }
            var cold = new Histogram(3);
            var warm = new Histogram(3);
            cold(size, cold, warm);
            sizes.add(new Size(
                    size,
                    median(cold),
                    median(warm),
                    writes(size, DREAM, 201),
                    bareInserts(size),
                    writes(size, "{\"title\":\"\"}", 400)));
        }
        Size first = sizes.get(0);
        add("| people | cold, median ms | times that with 1,000 | warm, median ms | times |");
        add("|---|--:|--:|--:|--:|");
        sizes.forEach(size -> add(
                "| %,d | %.2f | %.2f | %.2f | %.2f |",
                size.people, size.cold, size.cold / first.cold, size.warm, size.warm / first.warm));
        add("");
        add(
                "| people | `POST /dreams` a second | bare transactions a second | times `POST` | refused `POST` a second | times `POST` |");
        add("|---|--:|--:|--:|--:|--:|");
        sizes.forEach(size -> add(
                "| %,d | %,.0f | %,.0f | %.1f | %,.0f | %.1f |",
                size.people,
                size.writes,
                size.bare,
                size.bare / size.writes,
                size.refused,
                size.refused / size.writes));
        add("");
    }

    private static double median(Histogram micros) {
        return micros.getValueAtPercentile(50) / 1_000.0;
    }

    /** Of people drawn at random, each read twice: when Redis has nothing, and again when it has everything. */
    private void cold(int people, Histogram cold, Histogram warm) throws IOException {
        try (var client = new ContextClient(node.port, "application/json")) {
            for (int round = 0; round < ROUNDS; round++) {
                redis.ask(jedis -> jedis.flushAll());
                List<UUID> some = random.ints(SAMPLE / ROUNDS * 2L, 0, people)
                        .distinct()
                        .mapToObj(ManyPeople::other)
                        .toList();
                for (UUID person : some) {
                    read(client, person, cold);
                }
                for (UUID person : some) {
                    read(client, person, warm);
                }
            }
        }
    }

    private void read(ContextClient client, UUID person, Histogram micros) throws IOException {
        long begin = System.nanoTime();
        ContextClient.Reply reply = client.get("/users/" + person + "/context", agent);
        micros.recordValue((System.nanoTime() - begin) / 1_000);
        if (reply.status() != 200 || reply.partial()) {
            throw new IllegalStateException(reply.toString());
        }
    }

    /** A second, by several clients, of whom each writes for one person. */
    private double writes(int people, String body, int status) throws Exception {
        return aSecond(number -> {
            String token = tokens.of(ManyPeople.other(random.nextInt(people)).toString(), "user");
            var client = new ContextClient(node.port, "application/json");
            return () -> {
                int answered = client.post("/dreams", token, body).status();
                if (answered != status) {
                    throw new IllegalStateException("status " + answered);
                }
            };
        });
    }

    /** The rows of such a change: the dream and the row of the outbox in one transaction, and later the end of that row. */
    private double bareInserts(int people) throws Exception {
        return aSecond(number -> {
            UUID person = ManyPeople.other(random.nextInt(people));
            var connection = postgres.dataSource().getConnection();
            connection.setAutoCommit(false);
            var dream = connection.prepareStatement("insert into dreams (id, user_id, title) values (?, ?, 'A boat')");
            var row = connection.prepareStatement(
                    "insert into invalidations (id, user_id, kinds) values (?, ?, 'dreams')");
            var delete = connection.prepareStatement("delete from invalidations where id = ?");
            return () -> {
                UUID id = UUID.randomUUID();
                dream.setObject(1, id);
                dream.setObject(2, person);
                dream.executeUpdate();
                row.setObject(1, id);
                row.setObject(2, person);
                row.executeUpdate();
                connection.commit();
                delete.setObject(1, id);
                delete.executeUpdate();
                connection.commit();
            };
        });
    }

    /** What one of the clients does again and again. */
    private interface Call {
        void run() throws Exception;
    }

    private interface Calls {
        Call of(int number) throws Exception;
    }

    private static double aSecond(Calls calls) throws Exception {
        List<Call> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(calls.of(i));
        }
        long begin = System.nanoTime();
        long end = begin + SECONDS * 1_000_000_000L;
        List<Long> done = sideBySide(all.stream()
                .<Callable<Long>>map(call -> () -> {
                    long times = 0;
                    while (System.nanoTime() - end < 0) {
                        call.run();
                        times++;
                    }
                    return times;
                })
                .toList());
        return done.stream().mapToLong(Long::longValue).sum() / ((System.nanoTime() - begin) / 1e9);
    }

    /** A person with so many rows of each kind. */
    private record Many(int rows, Histogram cold, Histogram write) {}

    private void rowsOfOne() throws IOException {
        List<Many> all = ManyPeople.ROWS.stream()
                .map(rows -> new Many(rows, new Histogram(3), new Histogram(3)))
                .toList();
        try (var client = new ContextClient(node.port, "application/json")) {
            for (int round = 0; round < HEAVY_ROUNDS; round++) {
                redis.ask(jedis -> jedis.flushAll());
                for (Many many : all) {
                    read(client, ManyPeople.withRows(many.rows), many.cold);
                }
            }
            for (int round = 0; round < HEAVY_ROUNDS; round++) {
                for (Many many : all) {
                    String token = tokens.of(ManyPeople.withRows(many.rows).toString(), "user");
                    long begin = System.nanoTime();
                    int status = client.post("/dreams", token, DREAM).status();
                    many.write.recordValue((System.nanoTime() - begin) / 1_000);
                    assertThat(status).isEqualTo(201);
                }
            }
        }
        Many first = all.get(0);
        add("| rows of each kind | cold, median ms | times that with 5 | `POST /dreams`, median ms | times |");
        add("|---|--:|--:|--:|--:|");
        all.forEach(many -> add(
                "| %,d | %.2f | %.2f | %.2f | %.2f |",
                many.rows,
                median(many.cold),
                median(many.cold) / median(first.cold),
                median(many.write),
                median(many.write) / median(first.write)));
        add("");
    }

    private void outbox() {
        postgres.awaitEmptyOutbox();
        postgres.execute("vacuum analyze invalidations");
        String quiet = polls();
        String kept;
        String fromTheLowest;
        try (var dump = postgres.lock("declare dump cursor for select id from users")) {
            postgres.execute("do $$ begin for i in 1..%d loop".formatted(OUTBOX_CHANGES / 1_000)
                    + " insert into invalidations (id, user_id, kinds)"
                    + " select gen_random_uuid(), gen_random_uuid(), 'dreams' from generate_series(1, 1000); commit;"
                    // the product delivers some of them meanwhile
                    + " delete from invalidations where id in (select id from invalidations for update skip locked);"
                    + " commit; end loop; end $$");
            postgres.awaitEmptyOutbox();
            polls(); // the first ones find the place to begin at
            kept = polls();
            fromTheLowest = fromTheLowest();
            dump.release();
        }
        add("| the query of a poll | mean ms | longest ms | pages |");
        add("|---|--:|--:|--:|");
        add("| in quiet times | %s |", quiet);
        add("| after %,d changes, with a snapshot from before them | %s |", OUTBOX_CHANGES, kept);
        add("| the same without a mark, from the lowest entry on | %s |", fromTheLowest);
        add("");
    }

    /** Twenty polls. */
    private String polls() {
        postgres.count("select count(*) from pg_stat_statements_reset()");
        String polls = " from pg_stat_statements where query like 'select id, user_id%from invalidations%'";
        Awaitility.await("twenty polls").until(() -> postgres.count("select coalesce(sum(calls), 0)" + polls) >= 20);
        return String.format(
                Locale.ROOT,
                "%.3f | %.3f | %d",
                postgres.count("select round(1000000 * avg(mean_exec_time))::int" + polls) / 1e6,
                postgres.count("select round(1000000 * max(max_exec_time))::int" + polls) / 1e6,
                postgres.count("select ceil(sum(shared_blks_hit + shared_blks_read) / sum(calls))::int" + polls));
    }

    private String fromTheLowest() {
        postgres.count("select count(*) from pg_stat_statements_reset()");
        String query = "select id, kinds from invalidations where transaction_id >= 0"
                + " order by transaction_id, created_at fetch first 501 rows only";
        for (int i = 0; i < 5; i++) {
            postgres.execute(query);
        }
        String those = " from pg_stat_statements where query like 'select id, kinds from invalidations%'";
        return String.format(
                Locale.ROOT,
                "%.1f | %.1f | %d",
                postgres.count("select round(1000 * mean_exec_time)::int" + those) / 1e3,
                postgres.count("select round(1000 * max_exec_time)::int" + those) / 1e3,
                postgres.count("select ((shared_blks_hit + shared_blks_read) / calls)::int" + those));
    }

    private void memory() throws Exception {
        redis.ask(jedis -> jedis.flushAll());
        int first = Math.min(STORED, MOST / 10);
        int last = Math.min(READ, MOST);
        readAll(0, first);
        redis.ask(jedis -> jedis.flushAll());
        long empty = redis.usedMemory();
        readAll(0, first);
        double person = (redis.usedMemory() - empty) / (double) first;
        long before = node.heap();
        redis.ask(jedis -> jedis.configSet("maxmemory", "256mb"));
        redis.ask(jedis -> jedis.configSet("maxmemory-policy", "allkeys-lru"));
        long begin = System.nanoTime();
        readAll(first, last);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long after = node.heap();
        add("| | |");
        add("|---|--:|");
        add("| `used_memory` of Redis for a person with two rows of each kind | %,.0f bytes |", person);
        add("| live heap after %,d people | %.1f MB |", first, before / 1e6);
        add("| live heap after %,d people | %.1f MB |", last, after / 1e6);
        add("| cold contexts a second meanwhile, by %d clients | %,.0f |", AT_ONCE, (last - first) / seconds);
    }

    /** Each of these people once, by several clients. */
    private void readAll(int first, int end) throws Exception {
        sideBySide(IntStream.range(0, AT_ONCE)
                .<Callable<Integer>>mapToObj(number -> () -> {
                    var micros = new Histogram(3);
                    try (var client = new ContextClient(node.port, "application/json")) {
                        for (int person = first + number; person < end; person += AT_ONCE) {
                            read(client, ManyPeople.other(person), micros);
                        }
                    }
                    return number;
                })
                .toList());
    }

    @CanIgnoreReturnValue
    private static <T> List<T> sideBySide(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
