package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class PatchesServerIT {
    private final Caller caller;
    private final Postgres postgres;

    PatchesServerIT(TestEnvironment environment) {
        caller = environment.clarify().newcomer().caller();
        postgres = environment.postgres();
    }

    @Test
    void what_a_patch_does_not_name_stays_and_what_it_names_null_is_cleared() {
        String dream = "/dreams/"
                + caller.post(
                                "/dreams",
                                Map.of(
                                        "title", "A boat",
                                        "description", "With a sail",
                                        "targetDate", "2027-01-31",
                                        "category", "creative",
                                        "priority", 9))
                        .expect(201)
                        .createdId();

        JsonNode same = caller.patch(dream, Map.of()).expect(200).json();
        JsonNode cleared = caller.patch(dream, "{\"description\":null,\"targetDate\":null,\"category\":null}")
                .expect(200)
                .json();

        assertThat(same.get("description").textValue()).isEqualTo("With a sail");
        assertThat(same.get("targetDate").textValue()).isEqualTo("2027-01-31");
        assertThat(same.get("category").textValue()).isEqualTo("creative");
        assertThat(cleared.get("description").isNull()).isTrue();
        assertThat(cleared.get("targetDate").isNull()).isTrue();
        assertThat(cleared.get("category").isNull()).isTrue();
        assertThat(cleared.get("title").textValue()).isEqualTo("A boat");
        assertThat(cleared.get("priority").intValue()).isEqualTo(9);
        assertThat(caller.get(dream).expect(200).json()).isEqualTo(cleared);
    }

    /** Days that the Julian calendar, its end, or a time zone knows otherwise. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0001-01-01", "1500-02-28", "1582-10-05", "1582-10-14", "1892-07-04", "2011-12-30", "9999-12-31"
            })
    void a_date_is_the_same_in_every_calendar(String date) {
        String dream = "/dreams/"
                + caller.post("/dreams", Map.of("title", "A boat", "targetDate", date))
                        .expect(201)
                        .createdId();

        assertThat(caller.get(dream).expect(200).json().get("targetDate").textValue())
                .isEqualTo(date);
        assertThat(postgres.count("select count(*) from dreams where target_date = ?", date))
                .isOne();
        assertThat(caller.patch(dream, Map.of("targetDate", date))
                        .expect(200)
                        .json()
                        .get("targetDate")
                        .textValue())
                .isEqualTo(date);
    }

    @Test
    void a_name_can_be_cleared_and_a_language_cannot() {
        assertThat(caller.patch("/users/me", "{\"language\":null}").problem(400).places())
                .containsExactly("#/language");

        JsonNode cleared =
                caller.patch("/users/me", "{\"name\":null}").expect(200).json();

        assertThat(cleared.get("name").isNull()).isTrue();
        assertThat(cleared.get("language").textValue()).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "priority"})
    void what_a_dream_must_have_cannot_be_cleared(String property) {
        String dream = "/dreams/"
                + caller.post("/dreams", Map.of("title", "A boat")).expect(201).createdId();
        JsonNode before = caller.get(dream).expect(200).json();

        assertThat(caller.patch(dream, "{\"" + property + "\":null}")
                        .problem(400)
                        .places())
                .containsExactly("#/" + property);

        assertThat(caller.get(dream).expect(200).json()).isEqualTo(before);
    }
}
