package clarify.journal;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;

/**
 * How much one user may write.
 *
 * @param maxRows dreams, and as many sessions, messages, patterns and reflections
 */
public record JournalSettings(int maxRows) {

    static final Setting<Integer> MAX_ROWS = Setting.integer("clarify.journal.max-rows", 50_000, 1, 10_000_000);

    /** @throws WrongSetting if the setting cannot be used */
    public static JournalSettings read(Settings settings) {
        return new JournalSettings(settings.get(MAX_ROWS));
    }
}
