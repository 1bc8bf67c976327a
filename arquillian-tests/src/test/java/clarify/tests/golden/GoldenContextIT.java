package clarify.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import clarify.tests.golden.GoldenCase.Expected;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@OnServer(Standard.class)
class GoldenContextIT {
    private final TestEnvironment environment;
    private final Redis redis;

    GoldenContextIT(TestEnvironment environment) {
        this.environment = environment;
        redis = environment.redis();
    }

    static Stream<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void has_the_exact_text_tokens_and_sections(GoldenCase golden) throws Exception {
        new GoldenRows(environment.database()).replaceBy(golden.tables());
        Caller caller = environment.clarify().user(golden.userId());

        for (Expected expected : golden.expected()) {
            String query = golden.query() + expected.budget();
            redis.ask(jedis -> jedis.flushAll());
            ContextAnswer cold = caller.context(query);
            awaitStored(golden);
            ContextAnswer warm = caller.context(query);
            Answer text = caller.getText("/context" + query);

            assertThat(cold.cacheHits()).isZero();
            assertThat(warm.cacheHits()).isEqualTo(5);
            expected.assertSame(cold);
            expected.assertSame(warm);
            assertThat(text.body()).isEqualTo(expected.text());
            assertThat(text.header("Clarify-Tokens")).isEqualTo(String.valueOf(expected.tokensUsed()));
        }
    }

    private void awaitStored(GoldenCase golden) {
        try (var traffic = redis.watch()) {
            traffic.awaitStored(Journal.keys(golden.userId()));
        }
    }
}
