package clarify.redis;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Sentinels that say what the test wants, before a real Redis. */
class SentinelConnectorTest {

    @AutoClose
    private static final RedisFixture redis = new RedisFixture();

    private static final int NOBODY = RedisFixture.freePort();

    private static final Map<String, String> SETTINGS =
            Map.of("clarify.redis.mode", "sentinel", "clarify.redis.sentinel-master", "dreams");

    @AutoClose
    private final ScriptedRedis first = new ScriptedRedis("");

    @AutoClose
    private final ScriptedRedis second = new ScriptedRedis("");

    private final String hosts = "127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port();

    @AutoClose
    private final RedisCalls calls = calls(hosts);

    private static RedisCalls calls(String hosts) {
        return new RedisCalls("redis://" + hosts, SETTINGS, InetAddress::getAllByName);
    }

    private static Function<List<String>, String> naming(int port, int epoch) {
        return naming("127.0.0.1", port, epoch);
    }

    private static Function<List<String>, String> naming(String host, int port, int epoch) {
        return answering(details(host, port, epoch), array(host, "" + port));
    }

    private static String details(String host, int port, int epoch) {
        return array("name", "dreams", "ip", host, "port", "" + port, "config-epoch", "" + epoch);
    }

    private static Function<List<String>, String> answering(String details, String address) {
        return command -> command.get(1).equals("MASTER") ? details : address;
    }

    private static String array(String... texts) {
        return "*" + texts.length + "\r\n"
                + Stream.of(texts).map(ScriptedRedis::bulk).collect(joining());
    }

    private boolean reachesRedis() {
        calls.set("key", "value");
        return calls.get("key").isPresent();
    }

    @Test
    void the_answer_of_the_newest_configuration_counts() {
        first.script(naming(NOBODY, 4));
        second.script(naming(redis.port, 5));

        calls.redis.tryAgainIfDue();

        assertThat(reachesRedis()).isTrue();
    }

    @Test
    void an_answer_that_is_older_than_what_is_known_changes_nothing() {
        first.reply("-IDONTKNOW\r\n");
        second.script(naming(redis.port, 5));
        assertThat(reachesRedis()).isTrue();

        first.script(naming(NOBODY, 4));
        second.close();
        calls.redis.tryAgainIfDue();

        assertThat(reachesRedis()).isTrue();
    }

    @Test
    void a_newer_answer_is_followed_although_the_old_connections_are_good() {
        first.script(naming(redis.port, 5));
        second.script(naming(redis.port, 5));
        assertThat(reachesRedis()).isTrue();
        try (ScriptedRedis next = new ScriptedRedis("*1\r\n$3\r\nnew\r\n")) {
            second.script(naming(next.port(), 6));
            calls.redis.tryAgainIfDue();

            assertThat(calls.get("key")).contains("new");
        }
    }

    /** The first one leads the failover, and has not told all replicas yet. */
    @Test
    void a_sentinel_that_leads_a_failover_is_asked_for_the_address() {
        first.script(answering(details("127.0.0.1", NOBODY, 6), array("127.0.0.1", "" + redis.port)));
        second.script(naming(NOBODY, 5));

        calls.redis.tryAgainIfDue();

        assertThat(reachesRedis()).isTrue();
    }

    /** The former master still answers. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.2", "localhost, next.test"})
    void connections_to_the_former_master_are_not_used_again_where_both_have_the_same_port(
            String formerHost, String nextHost) throws UnknownHostException {
        InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        Resolver resolver =
                host -> host.equals("next.test") ? new InetAddress[] {other} : InetAddress.getAllByName(host);
        try (ScriptedRedis former = new ScriptedRedis("*1\r\n$6\r\nformer\r\n");
                ScriptedRedis next = new ScriptedRedis("*1\r\n$4\r\nnext\r\n", other, former.port());
                RedisCalls following = new RedisCalls("redis://" + hosts, SETTINGS, resolver)) {
            first.script(naming(formerHost, former.port(), 5));
            assertThat(following.get("key")).contains("former");

            first.script(naming(nextHost, next.port(), 6));
            second.script(naming(nextHost, next.port(), 6));
            following.redis.tryAgainIfDue();

            assertThat(following.get("key")).contains("next");
        }
    }

    /** With a clock of its own. */
    @Test
    void sentinels_that_were_made_anew_are_believed_after_a_while_if_most_of_them_agree() {
        AtomicLong clock = new AtomicLong();
        SentinelConnector connector = connector(clock);
        first.script(naming(NOBODY, 7));
        second.script(naming(NOBODY, 7));
        connector.refreshIfDue();

        first.script(naming(redis.port, 0));
        second.reply("*-1\r\n");
        pass(clock, connector, 60);
        assertThat(leadsToRedis(connector)).as("one of two").isFalse();

        second.script(naming(redis.port, 0));
        pass(clock, connector, 4);
        assertThat(leadsToRedis(connector)).as("for a while").isFalse();

        second.script(naming(NOBODY, 7));
        pass(clock, connector, 1);
        second.script(naming(redis.port, 0));
        pass(clock, connector, 4);
        assertThat(leadsToRedis(connector)).as("not all the time").isFalse();

        pass(clock, connector, 3);
        assertThat(leadsToRedis(connector)).isTrue();
    }

    private SentinelConnector connector(AtomicLong clock) {
        RedisSettings settings = RedisCalls.settings("redis://" + hosts, SETTINGS);
        return new SentinelConnector(
                (RedisPlace.Watched) settings.place().orElseThrow(),
                Duration.ofSeconds(20),
                address -> new HostConnector(
                        address,
                        settings,
                        ReplyLimits.ofLongest(RedisCalls.LONGEST),
                        InetAddress::getAllByName,
                        Optional.empty()),
                clock::get);
    }

    private static void pass(AtomicLong clock, SentinelConnector connector, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.addAndGet(1_000_000_000);
            connector.refreshIfDue();
        }
    }

    private static boolean leadsToRedis(SentinelConnector connector) {
        try {
            RedisConnection connection = connector.connect(Deadline.in(Duration.ofSeconds(20)));
            boolean leads = connection.port() == redis.port;
            connection.closeNow();
            return leads;
        } catch (JedisConnectionException e) {
            return false; // nobody listens there
        }
    }

    @Test
    void sentinels_that_want_a_login_are_told_once_with_their_settings() {
        first.script(naming(redis.port, 5));
        second.script(naming(redis.port, 5));
        assertThat(reachesRedis()).isTrue();
        for (String refusal : List.of(
                "-NOAUTH Authentication required.\r\n",
                "-NOPERM this user has no permissions to run the 'sentinel|master' command\r\n")) {
            first.reply(refusal);
            second.reply(refusal);

            askAgain(calls);
            askAgain(calls);

            assertThat(calls.logged.list().stream()
                            .map(LogRecord::getMessage)
                            .filter(message -> message.contains(refusal.substring(1, 7))))
                    .singleElement()
                    .asString()
                    .contains("No Sentinel", "clarify.redis.sentinel-user", "docs/redis.md")
                    .doesNotContain("clarify.redis.password", "give this user");
            assertThat(calls.redis.knowsTheWay()).isFalse();
            assertThat(mastersNamed()).isZero();
            assertThat(reachesRedis()).isTrue();
        }

        assertThat(calls.logged.list()).hasSize(2);
        first.script(naming(redis.port, 5));
        askAgain(calls);

        assertThat(calls.redis.knowsTheWay()).isTrue();
        assertThat(mastersNamed()).isEqualTo(1);
        assertThat(calls.logged.count("again")).isEqualTo(1);
    }

    @Test
    void one_sentinel_that_names_no_master_is_told_once_and_so_is_its_end_while_another_one_does() {
        first.script(naming(redis.port, 5));
        second.reply("-NOPERM this user has no permissions to run the 'sentinel|master' command\r\n");

        askAgain(calls);
        askAgain(calls);

        assertThat(calls.logged.list())
                .singleElement()
                .satisfies(line -> assertThat(line.getMessage())
                        .startsWith("The Sentinel at 127.0.0.1:" + second.port() + " names no master")
                        .contains("another one does", "NOPERM", "clarify.redis.sentinel-user"));
        assertThat(calls.redis.knowsTheWay()).isTrue();

        second.script(naming(redis.port, 5));
        askAgain(calls);
        askAgain(calls);

        assertThat(calls.logged.list()).hasSize(2);
        assertThat(calls.logged.count("The Sentinel at 127.0.0.1:" + second.port() + " names the master"))
                .isEqualTo(1);
    }

    private double mastersNamed() {
        return calls.metrics.get("clarify.redis.masters.named").gauge().value();
    }

    @Test
    void sentinels_that_want_a_login_are_told_by_the_greeting() {
        first.reply("-NOAUTH Authentication required.\r\n");
        second.reply("-NOAUTH Authentication required.\r\n");

        assertThat(calls.redis.greet().orElseThrow().failure().orElseThrow())
                .contains("No Sentinel", "NOAUTH", "clarify.redis.sentinel-user", "docs/redis.md");
    }

    @Test
    void a_name_that_they_do_not_know_is_told_with_its_setting() {
        first.reply("-ERR No such master with that name\r\n");
        second.reply("-ERR No such master with that name\r\n");

        calls.redis.tryAgainIfDue();

        assertThat(calls.logged.count("clarify.redis.sentinel-master")).isEqualTo(1);
        assertThat(calls.logged.count("RefusedReading")).isZero();
        assertThat(calls.redis.greet().orElseThrow().failure().orElseThrow())
                .containsOnlyOnce("clarify.redis.sentinel-master");
    }

    /** As soon as it is time to. */
    private static void askAgain(RedisCalls calls) {
        long began = System.nanoTime();
        Awaitility.await()
                .until(() ->
                        System.nanoTime() - began > Duration.ofMillis(1_100).toNanos());
        calls.redis.tryAgainIfDue();
    }

    /** Also answers that are none. */
    @Test
    void a_request_asks_the_next_one_where_the_first_does_not_know() {
        for (String odd : new String[] {"-ERR No such master\r\n", "*-1\r\n", ":1\r\n", array("ip", "x"), "$-1\r\n"}) {
            first.reply(odd);
            second.script(naming(redis.port, 5));
            try (RedisCalls fresh = calls(hosts)) {
                fresh.set("key", "value");
                assertThat(fresh.get("key")).as(odd).contains("value");
            }
        }
    }

    @Test
    void a_call_ends_with_its_deadline_although_every_sentinel_is_silent() {
        first.script(command -> "");
        try (RedisCalls many = calls(String.join(",", Collections.nCopies(8, "127.0.0.1:" + first.port())))) {
            long began = System.nanoTime();

            assertThat(many.get("key")).isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_500));
            assertThat(many.redis.circuit().consecutiveFailures()).isEqualTo(1);
        }
    }
}
