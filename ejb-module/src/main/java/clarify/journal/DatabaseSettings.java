package clarify.journal;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;

/**
 * How long a transaction waits for the database.
 *
 * @param lock for a row or a table that another transaction holds
 * @param statement for one statement, the wait for locks included
 */
record DatabaseSettings(Duration lock, Duration statement) {

    static final Setting<Duration> LOCK = Setting.duration("clarify.database.lock-timeout", Duration.ofSeconds(5));
    static final Setting<Duration> STATEMENT =
            Setting.duration("clarify.database.statement-timeout", Duration.ofSeconds(10));

    /** For what a transaction does beside its longest statement. */
    private static final Duration BESIDE = Duration.ofSeconds(2);

    /** @throws WrongSetting for the first setting that cannot be used */
    static DatabaseSettings read(Settings settings) {
        return new DatabaseSettings(settings.get(LOCK), settings.get(STATEMENT));
    }

    /** After this time a transaction has ended, or its connection counts as dead: so does any that is silent for so long. */
    Duration transaction() {
        return statement.plus(BESIDE);
    }
}
