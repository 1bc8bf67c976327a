package clarify.startup;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;

/**
 * What clients may do.
 *
 * @param bodyTimeout from the first read of a body to its last byte
 * @param tokenInAddress whether a link to the page may sign somebody in
 */
public record HttpSettings(Duration bodyTimeout, boolean tokenInAddress) {

    static final Setting<Duration> BODY_TIMEOUT = Setting.duration("clarify.http.body-timeout", Duration.ofSeconds(10));

    static final Setting<Boolean> TOKEN_IN_ADDRESS = Setting.flag("clarify.page.token-in-address", false);

    /** @throws WrongSetting if a setting cannot be used */
    public static HttpSettings read(Settings settings) {
        return new HttpSettings(settings.get(BODY_TIMEOUT), settings.get(TOKEN_IN_ADDRESS));
    }
}
