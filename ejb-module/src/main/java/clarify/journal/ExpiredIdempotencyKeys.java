package clarify.journal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/**
 * Deletes the idempotency keys whose day is over, every ten seconds: those of people who send no other key would stay. Has a
 * thread of its own: those of the server's timer count the limits of the database, and must not wait for it. A database that is
 * away is nothing to tell here: others do.
 */
@Startup
@Singleton
@DependsOn({"Database", "Migrations"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ExpiredIdempotencyKeys {

    private static final Logger LOG = Logger.getLogger(ExpiredIdempotencyKeys.class.getName());

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** At once: the rest goes the next time. */
    static final int BATCH = 1_000;

    private static final String DELETE = "delete from idempotency_keys where id in (select id from idempotency_keys"
            + " where created_at > ? and created_at <= ? order by created_at fetch first " + BATCH + " rows only)";

    /** A row may be committed later than it says, and clocks of nodes differ. */
    private static final Duration LATE = Duration.ofHours(1);

    private final Database database;
    private final JournalClock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final RecurringFailure failure =
            new RecurringFailure(LOG, "Expired idempotency keys could not be deleted; tried again until they can");

    /** There is none from before: what was deleted is not walked over again, which PostgreSQL may have to keep. */
    private Instant begin = Instant.EPOCH;

    @Resource
    ManagedThreadFactory threads;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public ExpiredIdempotencyKeys() {
        this(null, null);
    }

    @Inject
    ExpiredIdempotencyKeys(Database database, JournalClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        threads.newThread(this::deleteUntilStopped).start();
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
    }

    private void deleteUntilStopped() {
        try {
            while (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                deleteAndLog();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never throws: that would end it, silently and for good. */
    private void deleteAndLog() {
        try {
            var unused = database.here(LIMIT, this::delete);
            failure.succeeded();
        } catch (SQLException | RuntimeException | Error e) {
            failure.failed(e);
        }
    }

    private int delete(Connection connection) throws SQLException {
        Instant expired = clock.instant().minus(IdempotencyKeys.KEPT);
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            Instant latest = expired.minus(LATE); // a clock may have been ahead
            delete.setObject(1, (begin.isBefore(latest) ? begin : latest).atOffset(ZoneOffset.UTC));
            delete.setObject(2, expired.atOffset(ZoneOffset.UTC));
            int deleted = delete.executeUpdate();
            if (deleted < BATCH) {
                begin = latest;
            }
            return deleted;
        }
    }
}
