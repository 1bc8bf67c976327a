package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.OnServer;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import org.junit.jupiter.api.Test;

/** The setting {@code clarify.metrics.open}. */
@OnServer(RedisTrouble.class)
class OpenMetricsServerIT {
    private final Clarify clarify;

    OpenMetricsServerIT(TestEnvironment stage) {
        clarify = stage.clarify();
    }

    @Test
    void figures_are_for_everybody_when_a_setting_says_so() {
        assertThat(clarify.anonymous().getText("/metrics").expect(200).body()).contains("clarify_cache_reads_total");
    }

    @Test
    void nothing_else_is() {
        clarify.anonymous().get("/context").problem(401);
        clarify.anonymous().get("/admin/cache").problem(401);
        clarify.anonymous().get("/metrics/").problem(401);
        clarify.anonymous().get("/metrics;x=1").problem(401);
    }
}
