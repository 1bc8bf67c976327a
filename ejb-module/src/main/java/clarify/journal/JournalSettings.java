package clarify.journal;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;

/**
 * How much one user may write.
 *
 * @param maxRows dreams, and as many sessions, messages, patterns and reflections
 * @param maxMessage UTF-16 units of one message
 */
public record JournalSettings(int maxRows, int maxMessage) {

    static final Setting<Integer> MAX_ROWS = Setting.integer("clarify.journal.max-rows", 50_000, 1, 10_000_000);

    static final Setting<Integer> MAX_MESSAGE =
            Setting.integer("clarify.journal.max-message", Limits.DEFAULT_MESSAGE_CONTENT, 1, Limits.MESSAGE_CONTENT);

    /** @throws WrongSetting if a setting cannot be used */
    public static JournalSettings read(Settings settings) {
        return new JournalSettings(settings.get(MAX_ROWS), settings.get(MAX_MESSAGE));
    }
}
