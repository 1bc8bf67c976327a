package clarify.journal;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;

/**
 * What exports may take.
 *
 * @param atOnce on this node, each with a connection of the pool
 * @param timeout for a whole one
 */
public record ExportSettings(int atOnce, Duration timeout) {

    static final Setting<Integer> AT_ONCE = Setting.integer("clarify.export.at-once", 2, 1, 16);

    static final Setting<Duration> TIMEOUT = Setting.duration("clarify.export.timeout", Duration.ofMinutes(10));

    /** @throws WrongSetting for the first setting that cannot be used */
    public static ExportSettings read(Settings settings) {
        return new ExportSettings(settings.get(AT_ONCE), settings.get(TIMEOUT));
    }
}
