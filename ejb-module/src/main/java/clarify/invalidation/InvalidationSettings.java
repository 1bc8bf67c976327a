package clarify.invalidation;

import clarify.settings.Setting;
import clarify.settings.Settings;
import java.time.Duration;

/**
 * The settings of the invalidation, checked.
 *
 * @param poll how often a node looks for invalidations that others could not deliver
 */
record InvalidationSettings(Duration poll) {

    static final Setting<Duration> POLL = Setting.duration("clarify.invalidation.poll", Duration.ofMillis(500));

    static InvalidationSettings read(Settings settings) {
        return new InvalidationSettings(settings.get(POLL));
    }
}
