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
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Deletes the idempotency keys whose day is over, every ten seconds: those of people who send no other key would stay. A database that is
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
            + " where created_at <= ? order by created_at fetch first " + BATCH + " rows only)";

    private final Database database;
    private final JournalClock clock;

    @Resource
    ManagedScheduledExecutorService timer;

    @SuppressWarnings("NullAway.Init")
    private Future<?> deleting;

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
        long interval = INTERVAL.toSeconds();
        deleting = timer.scheduleWithFixedDelay(this::deleteAndLog, interval, interval, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        deleting.cancel(false);
    }

    /** Never throws: that would end it, silently and for good. */
    private void deleteAndLog() {
        try {
            delete();
        } catch (SQLException | RuntimeException | Error e) {
            boolean isAway = e instanceof SQLException failure && Database.isUnreachable(failure);
            LOG.log(
                    isAway ? Level.FINE : Level.WARNING,
                    "Expired idempotency keys could not be deleted; tried again",
                    e);
        }
    }

    void delete() throws SQLException {
        database.within(LIMIT, () -> {}, this::delete);
    }

    private int delete(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setObject(1, clock.instant().minus(IdempotencyKeys.KEPT).atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }
}
