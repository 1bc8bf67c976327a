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

    /** Time for the database to cancel a statement and to say so, before its connection counts as dead. */
    private static final Duration FOR_THE_DATABASE = Duration.ofSeconds(2);

    /** @throws WrongSetting for the first setting that cannot be used */
    static DatabaseSettings read(Settings settings) {
        return new DatabaseSettings(settings.get(LOCK), settings.get(STATEMENT));
    }

    /** After this time without an answer a connection is dead. */
    Duration silence() {
        return statement.plus(FOR_THE_DATABASE);
    }
}
