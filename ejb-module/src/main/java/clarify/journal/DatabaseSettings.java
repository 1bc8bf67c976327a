package clarify.journal;

import clarify.concurrent.ThreadShare;
import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a transaction waits for the database, and how many requests do.
 *
 * @param lock for a row or a table that another transaction holds
 * @param statement for one statement, the wait for locks included
 * @param requests at once
 */
public record DatabaseSettings(Duration lock, Duration statement, int requests) {

    static final Setting<Duration> LOCK = Setting.duration("clarify.database.lock-timeout", Duration.ofSeconds(5));
    static final Setting<Duration> STATEMENT =
            Setting.duration("clarify.database.statement-timeout", Duration.ofSeconds(10));

    static final Setting<Optional<Integer>> REQUESTS = Setting.optionalInteger("clarify.database.requests", 3, 100_000);

    /** Slow bodies take 4, and the others need no more than CPU. */
    private static final int REQUESTS_OF_A_PROCESSOR = 10;

    /** For what a transaction does beside its longest statement. */
    private static final Duration BESIDE = Duration.ofSeconds(2);

    /** @throws WrongSetting for the first setting that cannot be used */
    public static DatabaseSettings read(Settings settings) {
        int requests = settings.get(REQUESTS).orElseGet(() -> ThreadShare.of(REQUESTS_OF_A_PROCESSOR));
        return new DatabaseSettings(settings.get(LOCK), settings.get(STATEMENT), requests);
    }

    /** After this time a transaction has ended, or its connection counts as dead: so does any that is silent for so long. */
    Duration transaction() {
        return statement.plus(BESIDE);
    }
}
