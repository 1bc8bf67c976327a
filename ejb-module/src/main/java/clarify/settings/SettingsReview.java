package clarify.settings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is wrong with all settings, in sentences that name the setting and never show a secret.
 *
 * @param names of the settings that were read
 * @param complaints about values that the application cannot start with
 * @param warnings of names that nobody reads
 */
public record SettingsReview(Set<String> names, List<String> complaints, List<String> warnings) {

    /** @param readers read all settings there are, and throw a {@link WrongSetting} for values that do not go together */
    public static SettingsReview of(Settings settings, List<Function<Settings, ?>> readers) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> complaints = new LinkedHashSet<>();
        readers.forEach(reader -> complaints.addAll(complaints(settings, reader, names)));
        return new SettingsReview(
                names, List.copyOf(complaints), UnknownNames.warnings(settings.names(), names, "clarify."));
    }

    /** Whether values go together is said only of values that are right by themselves. */
    private static List<String> complaints(Settings settings, Function<Settings, ?> reader, Set<String> names) {
        List<String> complaints = new ArrayList<>();
        Settings reviewed = settings.reviewed(names::add, wrong -> complaints.add(wrong.sentence()));
        try {
            var unused = reader.apply(reviewed);
        } catch (WrongSetting e) {
            if (complaints.isEmpty()) {
                complaints.add(e.sentence());
            }
        }
        return complaints;
    }
}
