package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.stage.Clarify;
import clarify.stage.OnServer;
import clarify.stage.OpenMetrics;
import clarify.stage.Stage;
import org.junit.jupiter.api.Test;

/** The setting {@code clarify.metrics.open}. */
@OnServer(OpenMetrics.class)
class OpenMetricsXIT {
    private final Clarify clarify;

    OpenMetricsXIT(Stage stage) {
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
