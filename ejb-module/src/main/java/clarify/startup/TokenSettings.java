package clarify.startup;

import clarify.settings.Setting;
import clarify.settings.Settings;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whose tokens the server accepts, as MicroProfile JWT reads it.
 *
 * @param issuer without one every call is refused
 * @param audience without one tokens for other services are accepted too
 */
record TokenSettings(Optional<String> issuer, Optional<String> audience) {

    static final Setting<Optional<String>> ISSUER = text("mp.jwt.verify.issuer");
    static final Setting<Optional<String>> AUDIENCES = text("mp.jwt.verify.audiences");

    static TokenSettings read(Settings settings) {
        return new TokenSettings(settings.get(ISSUER), settings.get(AUDIENCES));
    }

    private static Setting<Optional<String>> text(String name) {
        return Setting.optional(name, "text", Function.identity());
    }
}
