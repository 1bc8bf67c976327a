package clarify.startup;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;

/**
 * What it takes to delete everything of oneself.
 *
 * @param signInAge who has signed in at most so long ago needs to confirm nothing
 * @param signInRequired whether nobody else may, whatever they confirm
 */
public record DeletionSettings(Duration signInAge, boolean signInRequired) {

    static final Setting<Duration> SIGN_IN_AGE =
            Setting.duration("clarify.deletion.sign-in-age", Duration.ofMinutes(5));

    static final Setting<Boolean> SIGN_IN_REQUIRED = Setting.flag("clarify.deletion.sign-in-required", false);

    /** @throws WrongSetting if a setting cannot be used */
    public static DeletionSettings read(Settings settings) {
        return new DeletionSettings(settings.get(SIGN_IN_AGE), settings.get(SIGN_IN_REQUIRED));
    }
}
