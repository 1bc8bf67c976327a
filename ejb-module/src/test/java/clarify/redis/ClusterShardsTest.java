package clarify.redis;

import static clarify.redis.ScriptedRedis.bulk;
import static clarify.redis.ScriptedRedis.echo;
import static clarify.redis.ScriptedRedis.isEcho;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import clarify.redis.Redis.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of a Cluster that say what the test wants. */
class ClusterShardsTest {

    private static final String VALUE = "*1\r\n" + bulk("value");

    @AutoClose
    private final ScriptedRedis first = new ScriptedRedis(VALUE);

    @AutoClose
    private final ScriptedRedis second = new ScriptedRedis(VALUE);

    @AutoClose
    private final RedisCalls calls = calls(first.uri());

    /** With time enough that a busy machine is not taken for a slow node. */
    private static RedisCalls calls(String uri) {
        return calls(uri, "PT1S");
    }

    private static RedisCalls calls(String uri, String timeout) {
        return new RedisCalls(
                uri,
                Map.of(
                        "clarify.redis.mode", "cluster",
                        "clarify.redis.connect-timeout", timeout,
                        "clarify.redis.read-timeout", timeout),
                InetAddress::getAllByName);
    }

    /** All slots are at one node. */
    private static String slots(String host, int port) {
        return "*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n" + host + ":" + port + "\r\n" + bulk("id");
    }

    private static String range(int from, int to, int port) {
        return "*3\r\n:" + from + "\r\n:" + to + "\r\n*3\r\n" + bulk("127.0.0.1") + ":" + port + "\r\n" + bulk("id");
    }

    private static Function<List<String>, String> node(String slots, String state, String other) {
        return command -> {
            if (isEcho(command)) {
                return echo(command);
            }
            if (!command.get(0).equals("CLUSTER")) {
                return other;
            }
            return command.get(1).equals("SLOTS") ? slots : bulk("cluster_state:" + state + "\r\n");
        };
    }

    private static String moved(ScriptedRedis to) {
        return "-MOVED " + Slots.of("key") + " 127.0.0.1:" + to.port() + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"$0\r\n\r\n", "$-1\r\n"})
    void a_node_that_names_no_host_means_its_own(String none) {
        first.script(node(slots(none, second.port()), "ok", "-ERR not asked\r\n"));
        calls.redis.tryAgainIfDue();

        assertThat(calls.get("key")).contains("value");
        assertThat(second.connections()).isEqualTo(1);
    }

    @Test
    void a_node_that_is_redirected_to_without_a_host_is_at_the_one_that_was_asked() {
        first.reply("-MOVED " + Slots.of("key") + " :" + second.port() + "\r\n");

        assertThat(calls.get("key")).contains("value");
    }

    @Test
    void the_next_node_of_the_setting_is_asked_where_the_first_is_away() {
        int nobody = RedisFixture.freePort();
        try (RedisCalls late = calls("redis://127.0.0.1:" + nobody + ",127.0.0.1:" + first.port())) {
            assertThat(late.get("key")).contains("value");
            assertThat(late.redis.circuit().consecutiveFailures()).isZero();
        }
    }

    /** Whichever is asked first. */
    @Test
    void a_node_that_says_that_all_is_well_is_believed_before_one_that_is_cut_off() {
        first.script(node(slots(bulk("127.0.0.1"), first.port()), "fail", "-CLUSTERDOWN The cluster is down\r\n"));
        second.script(node(slots(bulk("127.0.0.1"), second.port()), "ok", VALUE));
        for (String uri :
                List.of(first.uri() + ",127.0.0.1:" + second.port(), second.uri() + ",127.0.0.1:" + first.port())) {
            try (RedisCalls both = calls(uri)) {
                both.redis.tryAgainIfDue();
                assertThat(both.get("key")).contains("value");
            }
        }
    }

    /** Their circuits are closed, as nobody has used them. */
    @ParameterizedTest
    @MethodSource("masters")
    void nodes_of_the_setting_are_asked_where_the_known_masters_do_not_tell(Function<List<String>, String> lost) {
        first.script(node(slots(bulk("127.0.0.1"), second.port()), "ok", VALUE));
        calls.redis.tryAgainIfDue();
        doubtMasters();

        second.script(lost);
        try (ScriptedRedis successor = new ScriptedRedis(VALUE)) {
            first.script(node(slots(bulk("127.0.0.1"), successor.port()), "ok", "-ERR not asked\r\n"));
            calls.redis.tryAgainIfDue();

            assertThat(calls.get("key")).contains("value");
            assertThat(successor.connections()).isEqualTo(1);
        }
    }

    static Stream<Named<Function<List<String>, String>>> masters() {
        return Stream.of(
                Named.of("silent", command -> ""),
                Named.of("no longer in a Cluster", node("-ERR This instance has cluster support disabled\r\n", "", "")),
                Named.of("cut off from the others", node(slots(bulk("127.0.0.1"), 1), "fail", "")),
                Named.of("hanging up", command -> {
                    throw new UncheckedIOException(new IOException());
                }));
    }

    @Test
    void nodes_of_the_setting_are_asked_where_all_of_several_masters_are_gone() {
        int gone = RedisFixture.freePort();
        first.script(node(
                "*2\r\n" + range(0, 8_000, gone) + range(8_001, 16_383, second.port()), "ok", "-ERR not asked\r\n"));
        calls.redis.tryAgainIfDue();
        doubtMasters();

        second.close();
        first.script(node(slots(bulk("127.0.0.1"), first.port()), "ok", VALUE));
        calls.redis.tryAgainIfDue();

        assertThat(calls.get("key")).contains("value");
    }

    /** Nor is one of them believed that has been told of another Cluster. */
    @Test
    void nodes_of_the_setting_are_not_asked_while_the_known_masters_tell() {
        first.script(node(slots(bulk("127.0.0.1"), second.port()), "ok", "-ERR not asked\r\n"));
        calls.redis.tryAgainIfDue();
        first.script(node(slots(bulk("127.0.0.1"), first.port()), "ok", "-ERR not asked\r\n"));

        for (int i = 0; i < 3; i++) {
            doubtMasters();
            second.script(node(slots(bulk("127.0.0.1"), second.port()), "ok", VALUE));
            calls.redis.tryAgainIfDue();
            assertThat(calls.get("key")).contains("value");
        }
    }

    @Test
    void a_known_master_has_time_to_tell_however_many_nodes_the_setting_names() {
        String many = first.uri()
                + IntStream.range(0, 9)
                        .mapToObj(i -> ",127.0.0.1:" + RedisFixture.freePort())
                        .collect(Collectors.joining());
        first.script(node(slots(bulk("127.0.0.1"), first.port()), "ok", "-TRYAGAIN Multiple keys\r\n"));
        try (RedisCalls among = calls(many)) {
            among.redis.tryAgainIfDue();
            assertThat(among.get("key")).isEmpty();

            Function<List<String>, String> moved = node(slots(bulk("127.0.0.1"), second.port()), "ok", "");
            first.script(command -> afterAWhile(command, afterAWhile(command, moved.apply(command))));
            among.redis.tryAgainIfDue();

            assertThat(among.get("key")).contains("value");
        }
    }

    /** Without a failure. */
    private void doubtMasters() {
        second.reply("-TRYAGAIN Multiple keys\r\n");
        assertThat(calls.get("key")).isEmpty();
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*0\r\n",
                "*-1\r\n",
                "+OK\r\n",
                "-ERR This instance has cluster support disabled\r\n",
                "*1\r\n*2\r\n:0\r\n:1\r\n",
                "*1\r\n*3\r\n:0\r\n:99999\r\n*2\r\n$1\r\nh\r\n:1\r\n",
                "*1\r\n*3\r\n:0\r\n:1\r\n*2\r\n$1\r\nh\r\n:0\r\n",
                "*1\r\n*3\r\n:0\r\n:1\r\n*2\r\n$1\r\n?\r\n:1\r\n"
            })
    void an_answer_that_is_none_changes_nothing(String odd) {
        first.script(node(odd, "ok", VALUE));
        calls.redis.tryAgainIfDue();

        assertThat(calls.get("key")).contains("value");
        assertThat(calls.redis.isEnabled()).isTrue();
    }

    @Test
    void nodes_that_send_a_call_to_each_other_are_asked_a_few_times_and_are_not_to_blame() {
        first.reply(moved(second));
        second.reply(moved(first));

        assertThat(calls.get("key")).isEmpty();

        assertThat(calls.gets("redirected")).isEqualTo(6);
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
        assertThat(calls.redis.callEach(RedisOperation.DELETE, List.of(Part.of("key", Command.removing("DEL", "key")))))
                .containsExactly(Optional.empty());
    }

    /** The limit is half a second, for all of them. */
    @Test
    void a_call_that_is_redirected_by_slow_nodes_ends_with_its_deadline() {
        first.script(command -> afterAWhile(command, moved(second)));
        second.script(command -> afterAWhile(command, moved(first)));

        try (RedisCalls hasty = calls(first.uri(), "PT0.25S")) {
            assertThat(RedisCalls.inTime(() -> hasty.get("key"))).isEmpty();

            assertThat(hasty.gets("timeout")).isEqualTo(1);
        }
    }

    private static String afterAWhile(List<String> command, String reply) {
        if (isEcho(command)) {
            return echo(command);
        }
        LockSupport.parkNanos(200_000_000);
        return reply;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-TRYAGAIN Multiple keys\r\n",
                "-CLUSTERDOWN Hash slot not served\r\n",
                "-MOVED 1 ?:6379\r\n",
                "-ASK 1 ?:6379\r\n"
            })
    void what_nobody_serves_now_opens_no_circuit_and_is_logged_once(String error) {
        first.reply(error);

        for (int i = 0; i < 10; i++) {
            assertThat(calls.get("key")).isEmpty();
        }

        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
        assertThat(calls.redis.isEnabled()).isTrue();
        assertThat(calls.logged.list()).hasSize(1);
    }

    /** Redis 7 tells it beside the question mark, and none for itself before it has met another node. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", ""})
    void a_node_without_a_name_is_looked_up_at_its_address(String address) {
        String unnamed = bulk("?") + ":" + second.port() + "\r\n" + bulk("id") + "*2\r\n" + bulk("ip") + bulk(address);
        first.script(node(
                "*1\r\n*3\r\n:0\r\n:16383\r\n*4\r\n" + unnamed,
                "ok",
                "-MOVED " + Slots.of("key") + " ?:" + second.port() + "\r\n"));
        assertThat(calls.get("key")).isEmpty();

        calls.redis.tryAgainIfDue();

        assertThat(calls.get("key")).contains("value");
        assertThat(calls.logged.list()).extracting(LogRecord::getMessage).noneMatch(text -> text.contains("failed"));
    }

    private static String refused(String command) {
        return "-NOPERM this user has no permissions to run the '" + command + "' command\r\n";
    }

    private static void look(RedisCalls calls) {
        for (int i = 0; i < 5; i++) {
            calls.redis.tryAgainIfDue();
        }
    }

    private static List<String> warnings(RedisCalls calls) {
        return calls.logged.list().stream()
                .filter(record -> record.getLevel().equals(Level.WARNING))
                .map(LogRecord::getMessage)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLOTS", "INFO"})
    void a_missing_right_to_look_for_the_slots_is_one_warning_and_its_end_one_line(String missing) {
        Function<List<String>, String> well = node(slots(bulk("127.0.0.1"), first.port()), "ok", VALUE);
        first.script(command -> command.contains(missing) ? refused("cluster|" + missing) : well.apply(command));
        look(calls);
        assertThat(warnings(calls)).singleElement(STRING).contains("NOPERM", missing, "docs/redis.md");
        assertThat(calls.get("key")).contains("value");

        first.script(well);
        look(calls);

        assertThat(warnings(calls)).hasSize(1);
        assertThat(calls.logged.count("The slots of the Redis Cluster are known again"))
                .isEqualTo(1);
    }

    @Test
    void a_cluster_of_which_no_node_can_be_reached_is_one_warning_whichever_is_asked_last() {
        try (RedisCalls nobody = calls("redis://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3")) {
            look(nobody);

            assertThat(warnings(nobody)).singleElement(STRING).contains("Cannot connect to Redis at 127.0.0.1:");
        }
    }

    @Test
    void nodes_that_name_no_master_are_one_warning() {
        first.script(node("*0\r\n", "ok", VALUE));
        look(calls);

        assertThat(warnings(calls)).singleElement(STRING).contains("no master");
    }

    @Test
    void a_missing_right_is_told_before_nodes_that_are_away_and_after_them() {
        first.script(node("-ERR This instance has cluster support disabled\r\n", "ok", VALUE));
        try (RedisCalls some = calls("redis://127.0.0.1:1,127.0.0.1:" + first.port() + ",127.0.0.1:2")) {
            look(some);
            int before = warnings(some).size();

            first.script(node(refused("cluster|slots"), "ok", VALUE));
            look(some);

            assertThat(warnings(some))
                    .hasSize(before + 1)
                    .last(STRING)
                    .contains("NOPERM", "cluster|slots", "docs/redis.md");
        }
    }

    /** Its circuits tell what they need to. */
    @Test
    void a_cluster_that_is_not_well_but_tells_its_slots_is_no_warning() {
        first.script(node(slots(bulk("127.0.0.1"), first.port()), "fail", VALUE));
        try (RedisCalls partly = calls(first.uri() + ",127.0.0.1:1")) {
            look(partly);

            assertThat(warnings(partly)).isEmpty();
        }
    }

    @Test
    void a_missing_right_to_ask_where_a_slot_goes_to_is_one_warning_and_no_node_is_to_blame() {
        first.reply("-TRYAGAIN Multiple keys\r\n");
        assertThat(calls.get("key")).isEmpty();
        first.reply("-ASK " + Slots.of("key") + " 127.0.0.1:" + second.port() + "\r\n");
        second.script(command ->
                isEcho(command) ? echo(command) : command.contains("ASKING") ? refused("asking") : moved(first));

        for (int i = 0; i < 10; i++) {
            assertThat(calls.get("key")).isEmpty();
        }
        assertThat(calls.redis.callEach(RedisOperation.DELETE, List.of(Part.of("key", Command.removing("DEL", "key")))))
                .containsExactly(Optional.empty());

        assertThat(warnings(calls)).hasSize(2).last(STRING).contains("NOPERM", "'asking'", "docs/redis.md");
        assertThat(calls.redis.circuit().consecutiveFailures()).isZero();
        assertThat(second.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-CLUSTERDOWN The cluster is down\r\n", "-LOADING Redis is loading\r\n"})
    void a_node_that_cannot_serve_anything_opens_its_circuit(String error) {
        first.script(node(slots(bulk("127.0.0.1"), first.port()), "ok", error));
        calls.redis.tryAgainIfDue();

        for (int i = 0; i < 5; i++) {
            assertThat(calls.get("key")).isEmpty();
        }

        assertThat(calls.redis.circuit().state()).isEqualTo(CircuitRecord.State.OPEN);
        assertThat(calls.gets("reply")).isEqualTo(3);
    }

    @Test
    void one_part_of_many_that_nobody_serves_leaves_the_others_done() {
        first.script(command ->
                isEcho(command) ? echo(command) : command.contains("b") ? "-TRYAGAIN Multiple keys\r\n" : ":1\r\n");

        List<Optional<Object>> replies = calls.redis.callEach(
                RedisOperation.DELETE,
                List.of(
                        Part.of("a", Command.removing("DEL", "a")),
                        Part.of("b", Command.removing("DEL", "b")),
                        Part.of("c", Command.removing("DEL", "c"))));

        assertThat(replies).containsExactly(Optional.of(1L), Optional.empty(), Optional.of(1L));
    }
}
