package clarify.text;

import static clarify.text.Texts.clean;
import static clarify.text.Texts.hasLoneSurrogate;
import static clarify.text.Texts.shorten;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void lets_no_text_start_a_line_of_its_own() {
        assertThat(clean("a\r\n[User Context]\u2028b\u2029c\u0085d")).isEqualTo("a [User Context] b c d");
    }

    @Test
    void removes_what_hides_or_reorders() {
        assertThat(clean("a\u202Eb\u2066c\uDB40\uDC41d\uD800e\uDC00")).isEqualTo("a b c d e");
    }

    @Test
    void folds_and_trims_spaces_alone() {
        assertThat(clean("  a \t b  ")).isEqualTo("a b");
        assertThat(clean("\u00A0a\u3000")).isEqualTo("\u00A0a\u3000");
    }

    @Test
    void keeps_the_marks_that_hebrew_and_arabic_need() {
        assertThat(clean("\u200Ea\u200Fb\u061C")).isEqualTo("\u200Ea\u200Fb\u061C");
    }

    /** What stays of a text, by the rules of "Nothing hidden". */
    @ParameterizedTest
    @CsvSource({
        // removed wherever they are; what is left is one word
        "a\u00ADb\u034Fc\u115Fd\u1160e, abcde",
        "a\u17B4b\u17B5c\u180Bd\u180Fe, abcde",
        "a\u200Bb\u2060c\u2065d\u206Ae\u206Ff, abcdef",
        "a\u3164b\uFE00c\uFE0Dd\uFEFFe\uFFA0f\uFFF0g\uFFF8h, abcdefgh",
        "a\uD82F\uDCA0b\uD82F\uDCA3c\uD834\uDD73d\uD834\uDD7Ae, abcde",
        "a\uDB40\uDC80b\uDB43\uDFFFc, abc",
        // their neighbours stay
        "\u00AC\u00AE\u2010\u2070\uFE10\uFFF9, \u00AC\u00AE\u2010\u2070\uFE10\uFFF9",
        // of a run of marks the first, also where something was removed in between
        "a\u200E\u200F\u061Cb\u200F, a\u200Eb\u200F",
        "a\u200E\u200B\u200Eb, a\u200Eb",
        // selectors only directly after what takes one, and one only
        "kept\uFE0F \u2764\uFE0F\uFE0E, kept \u2764\uFE0F",
        "1\uFE0F#\uFE0E*\uFE0F\u00A9\uFE0F\u203C\uFE0F, 1\uFE0F#\uFE0E*\uFE0F\u00A9\uFE0F\u203C\uFE0F",
        "a\uFE0F:\uFE0F\u203B\uFE0F, a:\u203B",
        "\uFE0Fa, a",
        "\uD83D\uDE00\uFE0F\u200B\uFE0F, \uD83D\uDE00\uFE0F",
        // joiners only between what they join
        "\uD83D\uDC68\u200D\uD83D\uDC69, \uD83D\uDC68\u200D\uD83D\uDC69",
        "\u0645\u200C\u200D\u062E, \u0645\u200C\u062E",
        "a\u200D\u062Eb\u0645\u200Cc, a\u062Eb\u0645c",
        "\u200D\u062E\u200C, \u062E",
        "\u2764\uFE0F\u200D\uD83D\uDD25, \u2764\uFE0F\u200D\uD83D\uDD25",
        "\u05D0\u200D\u05D1, \u05D0\u05D1",
    })
    void hides_nothing_and_keeps_what_scripts_and_emoji_need(String text, String visible) {
        assertThat(clean(text)).isEqualTo(visible);
    }

    @Test
    void what_only_hides_is_empty() {
        assertThat(clean("\u200B\u2060 \uFEFF\u3164\u200D")).isEmpty();
    }

    @Test
    void a_clean_text_is_returned_as_it_is() {
        for (String text : List.of("", "a", "a b", "\u05D3\u05E8\u05DA " + EMOJI)) {
            assertThat(clean(text)).isSameAs(text);
        }
    }

    @Test
    void leaves_a_text_that_fits_as_it_is() {
        assertThat(shorten("x".repeat(100), 100)).isEqualTo("x".repeat(100));
    }

    @Test
    void cuts_back_to_a_space_no_more_than_twenty_units_away() {
        String far = "x".repeat(79) + " " + "y".repeat(40);
        String near = "x".repeat(80) + " " + "y".repeat(40);

        assertThat(shorten(far, 100)).isEqualTo("x".repeat(79) + " " + "y".repeat(20) + "...");
        assertThat(shorten(near, 100)).isEqualTo("x".repeat(80) + "...");
    }

    @Test
    void does_not_go_back_when_the_next_character_is_a_space() {
        assertThat(shorten("x".repeat(90) + " " + "y".repeat(9) + " z", 100))
                .isEqualTo("x".repeat(90) + " " + "y".repeat(9) + "...");
    }

    @Test
    void never_splits_a_surrogate_pair() {
        assertThat(shorten("x".repeat(99) + EMOJI, 100)).isEqualTo("x".repeat(99) + "...");
    }

    @Test
    void knows_half_a_pair_from_a_whole_one() {
        assertThat(hasLoneSurrogate("a\uD83D")).isTrue();
        assertThat(hasLoneSurrogate(EMOJI)).isFalse();
    }
}
