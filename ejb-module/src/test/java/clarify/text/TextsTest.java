package clarify.text;

import static clarify.text.Texts.clean;
import static clarify.text.Texts.hasLoneSurrogate;
import static clarify.text.Texts.shorten;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
