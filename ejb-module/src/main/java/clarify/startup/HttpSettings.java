package clarify.startup;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;

/**
 * How long clients may take.
 *
 * @param bodyTimeout from the first read of a body to its last byte
 */
public record HttpSettings(Duration bodyTimeout) {

    static final Setting<Duration> BODY_TIMEOUT = Setting.duration("clarify.http.body-timeout", Duration.ofSeconds(10));

    /** @throws WrongSetting if a setting cannot be used */
    public static HttpSettings read(Settings settings) {
        return new HttpSettings(settings.get(BODY_TIMEOUT));
    }
}
