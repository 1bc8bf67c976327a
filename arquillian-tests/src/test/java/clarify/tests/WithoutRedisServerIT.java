package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import clarify.testkit.WithoutRedis;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnServer(WithoutRedis.class)
class WithoutRedisServerIT {
    private final Clarify clarify;

    WithoutRedisServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
    }

    @Test
    void every_context_comes_from_the_database_and_is_current() {
        Journal journal = Journal.rich(clarify);

        ContextAnswer first = journal.caller().context();
        Journal.dream(journal.caller(), "A house by the sea");
        ContextAnswer second = journal.caller().context();

        assertThat(first.from("database")).isEqualTo(Set.copyOf(Journal.KINDS));
        assertThat(second.cacheMisses()).isEqualTo(5);
        assertThat(second.cache()).isEqualTo("off");
        assertThat(second.text()).contains("A house by the sea");
    }

    @Test
    void the_administrator_is_told_that_there_is_no_cache() {
        clarify.newcomer().caller().context();

        assertThat(clarify.cache().configured()).isFalse();
        assertThat(clarify.cache().enabled()).isFalse();
        assertThat(clarify.cache().state()).isEqualTo("closed");
        assertThat(clarify.cache().consecutiveFailures()).isZero();
    }
}
