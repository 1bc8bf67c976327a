package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.stage.Clarify;
import clarify.stage.ContextAnswer;
import clarify.stage.Journal;
import clarify.stage.OnServer;
import clarify.stage.Stage;
import clarify.stage.WithoutRedis;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnServer(WithoutRedis.class)
class WithoutRedisXIT {
    private final Clarify clarify;

    WithoutRedisXIT(Stage stage) {
        clarify = stage.clarify();
    }

    @Test
    void every_context_comes_from_the_database_and_is_true() {
        Journal journal = Journal.rich(clarify);

        ContextAnswer first = journal.caller().context();
        Journal.dream(journal.caller(), "A house by the sea");
        ContextAnswer second = journal.caller().context();

        assertThat(first.from("database")).isEqualTo(Set.copyOf(Journal.KINDS));
        assertThat(second.cacheMisses()).isEqualTo(5);
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
