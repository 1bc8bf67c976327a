package clarify.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.stage.Answer;
import clarify.stage.Caller;
import clarify.stage.ContextAnswer;
import clarify.stage.Journal;
import clarify.stage.OnServer;
import clarify.stage.Redis;
import clarify.stage.Stage;
import clarify.stage.Standard;
import clarify.tests.golden.GoldenCase.Expected;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@OnServer(Standard.class)
class GoldenContextIT {
    private final Stage stage;
    private final Redis redis;

    GoldenContextIT(Stage stage) {
        this.stage = stage;
        redis = stage.redis();
    }

    static Stream<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void has_the_exact_text_tokens_and_sections(GoldenCase golden) throws Exception {
        new GoldenRows(stage.database()).replaceBy(golden.tables());
        Caller caller = stage.clarify().user(golden.userId());

        for (Expected expected : golden.expected()) {
            String query = golden.query() + expected.budget();
            redis.ask(jedis -> jedis.flushAll());
            ContextAnswer cold = caller.context(query);
            awaitStored(golden);
            ContextAnswer warm = caller.context(query);
            Answer text = caller.getText("/context" + query);

            assertThat(cold.cacheHits()).isZero();
            assertThat(warm.cacheHits()).isEqualTo(5);
            assertSame(expected, cold);
            assertSame(expected, warm);
            assertThat(text.body()).isEqualTo(expected.text());
            assertThat(text.header("Clarify-Tokens")).isEqualTo(String.valueOf(expected.tokensUsed()));
        }
    }

    private void awaitStored(GoldenCase golden) {
        try (var traffic = redis.watch()) {
            traffic.awaitStored(Journal.keys(golden.userId()));
        }
    }

    private static void assertSame(Expected expected, ContextAnswer context) {
        assertThat(context.text()).isEqualTo(expected.text());
        assertThat(context.tokensUsed()).isEqualTo(expected.tokensUsed());
        assertThat(context.partial()).isFalse();
        assertThat(asGolden(context.json().required("sections"))).isEqualTo(expected.sections());
    }

    /** What golden cases say of a section; how it was come by is told besides. */
    private static JsonNode asGolden(JsonNode sections) {
        JsonNode bare = sections.deepCopy();
        bare.forEach(section -> ((ObjectNode) section).retain("kind", "items", "included", "tokens"));
        return bare;
    }
}
