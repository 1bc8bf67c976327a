package clarify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;

/** A user whose correct context is known, to check contexts and circuit during faults of Redis. */
public final class ContextProbe {
    private final Clarify clarify;
    private final Redis redis;
    private final Journal journal;
    private final String text;

    public ContextProbe(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
        journal = Journal.rich(clarify);
        text = journal.caller().context().text();
    }

    public Journal journal() {
        return journal;
    }

    /** Asserts that the next context has the same text as the first one. */
    public Answer assertCorrectContext() {
        Answer answer = journal.caller().get("/context").expect(200);
        assertThat(new ContextAnswer(answer.json()).text()).isEqualTo(text);
        return answer;
    }

    /** Asserts that all of the context comes from Redis again, with the same text as the first one. */
    public void assertCorrectAndCached() {
        assertThat(journal.warm().text()).isEqualTo(text);
    }

    /** The duration of a context request when Redis has none of the lists. */
    public Duration timeOfUncachedContext() {
        redis.ask(jedis -> jedis.del(journal.keys()));
        return journal.caller().get("/context").expect(200).took();
    }

    /** Fails as well if Fault Tolerance is not active, because only its circuit breaker opens the circuit. */
    public void assertOpensAtTheThirdContext() {
        for (int failures = 1; failures <= 3; failures++) {
            assertThat(clarify.cache().state()).isEqualTo("closed");
            assertCorrectContext();
            assertThat(clarify.cache().consecutiveFailures()).isGreaterThanOrEqualTo(failures);
        }
        assertThat(clarify.cache().state()).isEqualTo("open");
        assertThat(clarify.cache().enabled()).isFalse();
        assertCorrectContext();
    }

    /** Waits until a background try has closed the circuit. */
    public void awaitClosed(Duration recovery) {
        Awaitility.await("a closed circuit")
                .atMost(recovery.multipliedBy(5)) // several tries, because one may fail on a busy machine
                .until(() -> clarify.cache().state().equals("closed"));
    }
}
