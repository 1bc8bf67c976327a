package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.MetricsAnswer;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@OnServer(Standard.class)
class MetricsServerIT {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-");

    private final TestEnvironment environment;
    private final Clarify clarify;

    MetricsServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
    }

    @Test
    void prometheus_gets_its_own_format() {
        Answer answer = clarify.admin()
                .send(
                        "GET",
                        "/metrics",
                        BodyPublishers.noBody(),
                        request -> request.setHeader(
                                "Accept",
                                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1"));

        answer.expect(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
    }

    /** They name classes. With the shipped configuration; that of WildFly is on its management port. */
    @Test
    void those_of_the_server_are_not_for_everybody() {
        assertThat(environment.atServerPath("/metrics").getText("").status()).isNotEqualTo(200);
        assertThat(environment.atServerPath("/metrics").getText("/base").status())
                .isNotEqualTo(200);
    }

    @Test
    void they_are_compressed_for_who_takes_gzip() {
        Answer plain = metrics("identity").expect(200);
        Answer compressed = metrics("gzip, deflate, br").expect(200);

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.body()).contains("clarify_cache_reads_total");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
        assertThat(compressed.body().length()).isLessThan(plain.body().length() / 4);
        for (Answer answer : new Answer[] {plain, compressed}) {
            assertThat(answer.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        }
    }

    @Test
    void names_types_and_labels_keep_to_the_conventions() {
        Journal.rich(clarify).warm();

        assertThat(clarify.metrics().violationsOfConventions()).isEmpty();
    }

    @Test
    void a_context_is_a_build_five_reads_and_at_first_five_lookups() {
        Journal journal = Journal.rich(clarify);
        MetricsAnswer before = clarify.settledMetrics();

        journal.caller().context();
        MetricsAnswer cold = clarify.metrics();
        journal.warm();
        MetricsAnswer warm = clarify.metrics();

        assertThat(cold.rise(before, "clarify_context_build_seconds_count", "outcome", "whole"))
                .isEqualTo(1);
        assertThat(cold.rise(before, "clarify_cache_reads_total")).isEqualTo(5);
        assertThat(cold.rise(before, "clarify_lookups_total", "kind", "dreams", "outcome", "ok"))
                .isLessThanOrEqualTo(1);
        assertThat(warm.rise(cold, "clarify_cache_reads_total", "kind", "dreams", "outcome", "hit"))
                .isPositive();
        assertThat(warm.rise(before, "clarify_redis_call_seconds_count", "operation", "get", "outcome", "ok"))
                .isGreaterThanOrEqualTo(2);
        assertThat(warm.sum("clarify_cache_circuit_state", "state", "closed")).isEqualTo(1);
        assertThat(warm.sum("clarify_cache_circuit_state")).isEqualTo(1);
        assertThat(warm.sum("clarify_redis_pool_connections")).isPositive();
    }

    @Test
    void tokens_are_counted_by_what_is_decided_about_them() {
        MetricsAnswer before = clarify.metrics();

        clarify.with("nonsense").get("/context").expect(401);

        MetricsAnswer after = clarify.metrics();
        assertThat(after.rise(before, "clarify_tokens_total", "outcome", "refused"))
                .isEqualTo(1);
        assertThat(after.rise(before, "clarify_tokens_total", "outcome", "accepted"))
                .as("that of this question")
                .isEqualTo(1);
    }

    @Test
    void no_metric_grows_with_the_users_or_names_one() {
        Journal.rich(clarify).warm();
        MetricsAnswer few = clarify.metrics();

        for (int i = 0; i < 10; i++) {
            Journal.rich(clarify).warm();
        }

        String text = clarify.admin().getText("/metrics").expect(200).body();
        assertThat(MetricsAnswer.parse(text).series().keySet())
                .isEqualTo(few.series().keySet());
        assertThat(text).doesNotContainPattern(UUID_TEXT);
    }

    private Answer metrics(String acceptEncoding) {
        return clarify.admin()
                .send(
                        "GET",
                        "/metrics",
                        BodyPublishers.noBody(),
                        request ->
                                request.setHeader("Accept", "text/plain").setHeader("Accept-Encoding", acceptEncoding));
    }
}
