package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metadata in the JSON form of a context. */
@OnServer(Standard.class)
class ExplainedServerIT {
    private final Clarify clarify;

    ExplainedServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 60, 80, 100, 150, 8000})
    void every_list_appears_once_and_the_totals_add_up(int budget) {
        Journal journal = Journal.rich(clarify);

        ContextAnswer context = journal.caller().context("?budget=" + budget + "&session=" + journal.session());

        List<JsonNode> lists = lists(context);
        assertThat(lists)
                .extracting(list -> list.required("kind").textValue())
                .containsExactlyInAnyOrderElementsOf(Journal.KINDS);
        assertThat(lists.stream()
                        .mapToInt(list -> list.required("tokens").intValue())
                        .sum())
                .isEqualTo(context.tokensUsed())
                .isLessThanOrEqualTo(budget);
        assertThat(lists).allSatisfy(list -> {
            int left = leftOut(list, "budget");
            assertThat(list.required("included").intValue() + left)
                    .isEqualTo(list.required("items").intValue());
        });
        assertThat(lists.stream()
                        .filter(list -> list.required("kind").textValue().equals("sessions"))
                        .mapToInt(list -> leftOut(list, "session")))
                .containsExactly(1);
    }

    @Test
    void a_cached_list_has_an_age_and_another_has_none() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        Journal.dream(journal.caller(), "A house");

        ContextAnswer context = journal.caller().context();

        for (JsonNode list : lists(context)) {
            boolean cached = list.required("source").textValue().equals("cache");
            assertThat(list.required("ageMs").isNull()).isEqualTo(!cached);
            assertThat(list.required("ageMs").asLong()).isBetween(0L, 60_000L);
            assertThat(cached).isEqualTo(!list.required("kind").textValue().equals("dreams"));
        }
    }

    private static int leftOut(JsonNode list, String reason) {
        int items = 0;
        for (JsonNode leftOut : list.required("leftOut")) {
            items += leftOut.required("reason").textValue().equals(reason)
                    ? leftOut.required("items").intValue()
                    : 0;
        }
        return items;
    }

    private static List<JsonNode> lists(ContextAnswer context) {
        List<JsonNode> lists = new ArrayList<>();
        context.json().required("sections").forEach(lists::add);
        context.json().required("emptyLists").forEach(lists::add);
        return lists;
    }
}
