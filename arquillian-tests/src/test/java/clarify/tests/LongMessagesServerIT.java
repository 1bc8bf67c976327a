package clarify.tests;

import static clarify.testkit.OtherSettings.LONGEST;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.OtherSettings;
import clarify.testkit.TestEnvironment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a message may be is a setting, and everything that depends on it follows. */
@OnServer(OtherSettings.class)
class LongMessagesServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Journal journal;
    private final String session;

    LongMessagesServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        journal = Journal.rich(clarify);
        session = "/sessions/" + journal.session();
    }

    @Test
    void a_message_may_be_as_long_as_the_setting_says() {
        String longest = "\u05D0".repeat(LONGEST);

        Answer appended = journal.caller()
                .post(session + "/messages", Map.of("content", longest))
                .expect(201);

        assertThat(appended.json().required("content").textValue()).isEqualTo(longest);
    }

    @Test
    void what_is_longer_is_refused_with_the_true_limit() {
        Answer refused = journal.caller().post(session + "/messages", Map.of("content", "a".repeat(LONGEST + 1)));

        assertThat(refused.problem(400).places()).containsExactly("#/content");
        assertThat(refused.body()).contains("must have a length of 0 to " + LONGEST);
    }

    /** As Python and PHP write it by default. */
    @Test
    void the_longest_turn_fits_with_every_character_escaped() {
        String said = "\\u05d0".repeat(LONGEST);

        clarify.agent()
                .post(
                        "/users/" + journal.userId() + session + "/turns",
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"%1$s\"},{\"role\":\"assistant\",\"content\":\"%1$s\"}]}"
                                .formatted(said))
                .expect(200);
    }

    @Test
    void a_body_that_is_longer_than_every_valid_one_is_refused_with_the_true_limit() {
        assertThat(journal.caller()
                        .post(session + "/messages", "\"" + "a".repeat(770 * 1024) + "\"")
                        .problem(413)
                        .detail())
                .isEqualTo("The body is larger than 766 KiB.");
    }

    @Test
    void the_document_and_the_page_know_the_limit() {
        assertThat(environment.atPath("/openapi.yaml").get("").expect(200).body())
                .contains("maxLength: " + LONGEST)
                .doesNotContain("maxLength: 4000} # clarify");
        assertThat(environment.atPath("/").get("").expect(200).body()).contains("content=\"" + LONGEST + "\"");
    }
}
