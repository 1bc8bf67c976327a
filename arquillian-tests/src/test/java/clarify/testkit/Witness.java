package clarify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;

/** A person whose right context is known, to say what the troubles of Redis do to it and to the circuit. */
public final class Witness {
    private final Clarify clarify;
    private final Redis redis;
    private final Journal journal;
    private final String text;

    public Witness(TestEnvironment stage) {
        clarify = stage.clarify();
        redis = stage.redis();
        journal = Journal.rich(clarify);
        text = journal.caller().context().text();
    }

    public Journal journal() {
        return journal;
    }

    /** The next context, which says what the first one said. */
    public Answer assertRightContext() {
        Answer answer = journal.caller().get("/context").expect(200);
        assertThat(new ContextAnswer(answer.json()).text()).isEqualTo(text);
        return answer;
    }

    /** Redis serves all of the context again, and it says what the first one said. */
    public void assertRightAndWarm() {
        assertThat(journal.warm().text()).isEqualTo(text);
    }

    /** How long a context takes that Redis has nothing of. */
    public Duration coldContext() {
        redis.ask(jedis -> jedis.del(journal.keys()));
        return journal.caller().get("/context").expect(200).took();
    }

    /** Red as well where the breaker of Fault Tolerance is not active: it alone opens the circuit. */
    public void assertOpensAtTheThirdContext() {
        for (int failures = 1; failures <= 3; failures++) {
            assertThat(clarify.cache().state()).isEqualTo("closed");
            assertRightContext();
            assertThat(clarify.cache().consecutiveFailures()).isGreaterThanOrEqualTo(failures);
        }
        assertThat(clarify.cache().state()).isEqualTo("open");
        assertThat(clarify.cache().enabled()).isFalse();
        assertRightContext();
    }

    /** Waits for the background try to succeed, which happens this long after the last failure or sooner. */
    public void awaitClosed(Duration recovery) {
        Awaitility.await("a closed circuit")
                .atMost(recovery.multipliedBy(5)) // several tries, as one may meet a busy machine
                .until(() -> clarify.cache().state().equals("closed"));
    }
}
