package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values at the limit are accepted, values above it are refused. Lengths are in UTF-16 units. */
@OnServer(Standard.class)
class LimitsServerIT {
    private static final int BODY = 256 * 1024;
    private static final String EMOJI = "\uD83C\uDF0A"; // two units

    private final Clarify clarify;
    private final Journal journal;

    LimitsServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        journal = Journal.rich(clarify);
    }

    @ParameterizedTest
    @EnumSource
    void a_text_of_exactly_the_limit_is_kept(LimitedText text) {
        for (String full : List.of("\u05D0".repeat(text.limit()), EMOJI.repeat(text.limit() / 2))) {
            Answer answer = text.write(clarify, journal, full);

            assertThat(answer.status()).as(answer.body()).isIn(200, 201);
            assertThat(text.written(answer)).isEqualTo(full);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_text_of_one_unit_more_is_refused(LimitedText text) {
        Map<String, ?> rows = journal.rows();

        for (String more : List.of("a".repeat(text.limit() + 1), EMOJI.repeat(text.limit() / 2) + "a")) {
            assertThat(text.write(clarify, journal, more).problem(400).places()).containsExactly(text.pointer());
        }

        assertThat(journal.rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "PROFILE_NAME",
                "PROFILE_NAME_CHANGED",
                "DREAM_DESCRIPTION",
                "DREAM_DESCRIPTION_CHANGED",
                "REFLECTION_TITLE"
            })
    void a_required_text_with_nothing_to_read_in_it_is_refused(LimitedText text) {
        Map<String, ?> rows = journal.rows();

        for (String blank : List.of("", " ", "\t\n\u2028 \u202E\u007F")) {
            assertThat(text.write(clarify, journal, blank).problem(400).places())
                    .as("%x", blank.codePoints().sum())
                    .containsExactly(text.pointer());
        }

        assertThat(journal.rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "10, true", "0, false", "11, false", "-1, false", "99999999999999999999, false"})
    void priority_and_strength_are_1_to_10(String number, boolean accepted) {
        Answer dream = journal.caller().post("/dreams", "{\"title\":\"A boat\",\"priority\":" + number + "}");
        Answer patterns = patterns("[{\"patternType\":\"tension\",\"content\":\"Sea\",\"strength\":" + number + "}]");

        if (accepted) {
            assertThat(dream.expect(201).json().get("priority").asText()).isEqualTo(number);
            assertThat(patterns.expect(201).json().get(0).get("strength").asText())
                    .isEqualTo(number);
        } else {
            assertThat(dream.problem(400).places()).containsExactly("#/priority");
            assertThat(patterns.problem(400).places()).containsExactly("#/0/strength");
        }
    }

    @Test
    void a_batch_of_50_patterns_is_recorded() {
        assertThat(patterns(batch(50)).expect(201).json()).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 51})
    void a_batch_of_none_or_51_patterns_is_refused_whole(int patterns) {
        Map<String, ?> rows = journal.rows();

        patterns(batch(patterns)).problem(400);

        assertThat(journal.rows()).isEqualTo(rows);
    }

    @Test
    void one_wrong_pattern_keeps_the_batch_out() {
        Map<String, ?> rows = journal.rows();
        var wrong = Map.of("patternType", "tension", "content", "");

        assertThat(patterns(List.of(pattern(), wrong)).problem(400).places()).containsExactly("#/1/content");

        assertThat(journal.rows()).isEqualTo(rows);
    }

    /** As Python and PHP write it by default. */
    @Test
    void a_reflection_of_the_greatest_length_fits_with_every_character_escaped() {
        String body = "{\"dream\":\"%s\",\"plan\":\"%s\",\"relationship\":\"%s\",\"offering\":\"%s\",\"title\":\"%s\"}"
                .formatted(escaped(3200), escaped(4000), escaped(4000), escaped(2400), escaped(200));

        journal.caller().post("/reflections", body).expect(201);
    }

    private static String escaped(int characters) {
        return "\\u05d0".repeat(characters);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_body_of_exactly_256_KiB_is_read(boolean announced) {
        post(body(BODY), announced).expect(201);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_body_of_more_than_256_KiB_is_refused_announced_or_not(boolean announced) {
        Map<String, ?> rows = journal.rows();

        post(body(BODY + 1), announced).problem(413);
        post(body(257 * 1024), announced).problem(413);
        post(body(1024 * 1024), announced).problem(413);

        assertThat(journal.rows()).isEqualTo(rows);
    }

    /** Valid JSON, padded with spaces. */
    private static byte[] body(int length) {
        String json = "{\"title\":\"A boat\"}";
        return (json + " ".repeat(length - json.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private Answer post(byte[] body, boolean announced) {
        BodyPublisher publisher = announced
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        Caller caller = journal.caller();
        return caller.send(
                "POST", "/dreams", publisher, request -> request.setHeader("Content-Type", "application/json"));
    }

    private Answer patterns(Object batch) {
        return clarify.agent().post("/users/" + journal.userId() + "/patterns", batch);
    }

    private static List<Map<String, String>> batch(int patterns) {
        return Collections.nCopies(patterns, pattern());
    }

    private static Map<String, String> pattern() {
        return Map.of("patternType", "tension", "content", "Sea and land");
    }
}
