package clarify.startup;

import clarify.cache.CacheSettings;
import clarify.context.ContextSettings;
import clarify.invalidation.InvalidationSettings;
import clarify.journal.DatabaseSettings;
import clarify.journal.ExportSettings;
import clarify.journal.JournalSettings;
import clarify.metrics.MetricsRegistry;
import clarify.nodes.NodeSettings;
import clarify.redis.RedisSettings;
import clarify.settings.Settings;
import clarify.settings.SettingsReview;
import clarify.settings.WrongSettings;
import clarify.token.TokenSettings;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Logger;

/** All settings of the application at once. Thread-safe. */
public final class AllSettings {

    private static final Logger LOG = Logger.getLogger(AllSettings.class.getName());

    private static final List<Function<Settings, ?>> READERS = List.of(
            RedisSettings::read,
            CacheSettings::read,
            ContextSettings::read,
            DatabaseSettings::read,
            JournalSettings::read,
            ExportSettings::read,
            InvalidationSettings::read,
            NodeSettings::read,
            settings -> settings.get(MetricsRegistry.OPEN),
            HttpSettings::read,
            DeletionSettings::read,
            AuditSettings::read,
            TokenSettings::read);

    private static boolean told;

    private AllSettings() {}

    /**
     * Checks those of the calling application. The first caller also logs what is wrong, a record for each setting, and
     * names that are mistyped; nobody returns before that is done.
     *
     * @throws WrongSettings if the application must not start with them
     */
    public static void check() {
        SettingsReview review = review(Settings.ofApplication());
        tell(review);
        if (!review.complaints().isEmpty()) {
            throw new WrongSettings(review.complaints());
        }
    }

    private static synchronized void tell(SettingsReview review) {
        if (!told) {
            told = true;
            review.warnings().forEach(LOG::warning);
            review.complaints().forEach(LOG::severe);
        }
    }

    /** What is wrong with them, and the names of all settings there are. Logs nothing. */
    public static SettingsReview review(Settings settings) {
        return SettingsReview.of(settings, READERS);
    }
}
