package clarify.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SettingsReviewTest {

    private static final Setting<Integer> LEAST = Setting.integer("clarify.least", 1, 0, 9);
    private static final Setting<Integer> MOST = Setting.integer("clarify.most", 5, 0, 9);
    private static final Setting<Boolean> OPEN = Setting.flag("clarify.open", false);

    private static final List<Function<Settings, ?>> READERS =
            List.of(SettingsReviewTest::range, settings -> settings.get(LEAST), settings -> settings.get(OPEN));

    private static int range(Settings settings) {
        int least = settings.get(LEAST);
        int most = settings.get(MOST);
        if (least > most) {
            throw new WrongSetting(LEAST.name(), "must be at most " + most + ", but is " + least);
        }
        return most - least;
    }

    private static SettingsReview review(Map<String, String> values) {
        return SettingsReview.of(new Settings(name -> Optional.ofNullable(values.get(name)), values.keySet()), READERS);
    }

    @Test
    void right_settings_and_defaults_have_no_complaint() {
        assertThat(review(Map.of("clarify.least", "2")).complaints()).isEmpty();
        assertThat(review(Map.of()).complaints()).isEmpty();
    }

    @Test
    void all_wrong_values_are_told_at_once_each_of_them_once() {
        assertThat(review(Map.of("clarify.least", "few", "clarify.most", "10", "clarify.open", "yes"))
                        .complaints())
                .containsExactly(
                        "Setting clarify.least must be a whole number between 0 and 9, but is 'few'.",
                        "Setting clarify.most must be a whole number between 0 and 9, but is 10.",
                        "Setting clarify.open must be true or false, but is 'yes'.");
    }

    @Test
    void values_that_do_not_go_together_are_told_when_each_is_right_by_itself() {
        assertThat(review(Map.of("clarify.least", "7")).complaints())
                .containsExactly("Setting clarify.least must be at most 5, but is 7.");
        assertThat(review(Map.of("clarify.least", "7", "clarify.most", "x")).complaints())
                .containsExactly("Setting clarify.most must be a whole number between 0 and 9, but is 'x'.");
    }

    @Test
    void names_that_nobody_reads_are_no_complaints_but_warnings() {
        SettingsReview review = review(Map.of("clarify.last", "1", "other.least", "1"));

        assertThat(review.complaints()).isEmpty();
        assertThat(review.names()).containsExactly("clarify.least", "clarify.most", "clarify.open");
        assertThat(review.warnings())
                .containsExactly("clarify.last is no setting and has no effect. Did you mean clarify.least?");
    }
}
