package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextProbe;
import clarify.testkit.Journal;
import clarify.testkit.LogLines;
import clarify.testkit.OnServer;
import clarify.testkit.RedisOverTls;
import clarify.testkit.TestEnvironment;
import clarify.testkit.TlsRedis;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@OnServer(RedisOverTls.class)
class RedisOverTlsServerIT {
    private static final String CANARY = "a canary in a coal mine";

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final TlsRedis redis;

    RedisOverTlsServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        redis = environment.tlsRedis();
    }

    @Test
    void nobody_on_the_wire_and_nobody_in_redis_reads_what_a_person_wrote() {
        Journal journal = Journal.rich(clarify);
        String person = journal.userId().toString();
        redis.wire().eavesdrop();

        Journal.dream(journal.caller(), CANARY);

        assertThat(journal.warm().text()).contains(CANARY);
        assertThat(redis.wire().heard()).isNotEmpty().doesNotContain(CANARY, person);
        assertThat(redis.redis().keeps(person)).isTrue();
        assertThat(redis.redis().keeps(CANARY)).isFalse();
    }

    private record Trouble(String what, Consumer<TlsRedis> begin, List<String> told) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Trouble> troubles() {
        return List.of(
                new Trouble(
                        "another certificate",
                        TlsRedis::showAnotherCertificate,
                        List.of("signed by nobody whom clarify.redis.tls.ca-file names")),
                new Trouble(
                        "another password",
                        TlsRedis::changePassword,
                        List.of("WRONGPASS", "clarify.redis.user and clarify.redis.password")),
                new Trouble(
                        "a missing right",
                        redis -> redis.takeRight("mget"),
                        List.of("NOPERM", "give this user the rights that docs/redis.md lists")));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void what_no_longer_fits_is_told_and_costs_no_context_and_ends_by_itself(Trouble trouble) {
        ContextProbe probe = new ContextProbe(environment);
        probe.awaitClosed(RedisOverTls.RECOVERY);
        probe.assertCorrectAndCached();
        LogLines log = LogLines.from(environment.log());

        trouble.begin.accept(redis);

        Awaitility.await("an open circuit").until(() -> {
            probe.assertCorrectContext();
            return !clarify.cache().state().equals("closed");
        });
        log.awaitLine(trouble.told.toArray(String[]::new));
        assertThat(environment.health("ready").ready("redis")).isEqualTo("degraded");
        assertThat(log.lines()).noneMatch(line -> line.contains("\tat ") || line.contains("change-me"));

        redis.restore();

        probe.awaitClosed(RedisOverTls.RECOVERY);
        probe.assertCorrectAndCached();
        assertThat(environment.health("ready").ready("redis")).isEqualTo("ok");
    }
}
