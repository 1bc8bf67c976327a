package clarify.journal;

import clarify.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Reads everything of a person at one moment, over a connection of its own, in little memory. Thread-safe. */
@ApplicationScoped
public class Exports {

    private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    private final Database database;
    private final DatabaseSettings limits;
    private final ExportSettings settings;
    private final LongSupplier nanoTime;

    @Inject
    Exports(Database database) {
        this(
                database,
                DatabaseSettings.read(Settings.ofApplication()),
                ExportSettings.read(Settings.ofApplication()),
                System::nanoTime);
    }

    Exports(Database database, DatabaseSettings limits, ExportSettings settings, LongSupplier nanoTime) {
        this.database = database;
        this.limits = limits;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    Exports() {
        this(null, null, null, null);
    }

    /** What becomes of the rows. */
    @FunctionalInterface
    public interface Destination {

        /** @param moved to be called whenever some of them has arrived */
        void take(JournalExport rows, Runnable moved);
    }

    /**
     * Reads on the caller's thread. Each statement has the limits of any other. If neither a statement ends nor the destination
     * moves for half a minute, the connection is aborted.
     *
     * @param overdue is run then, once, on another thread, before the connection is aborted
     * @throws NotFound before anything is taken, if the user has no profile
     * @throws ExportTooLong if it lasts longer than a whole one may
     * @throws ExportFailed with what the database said, or that it did not answer
     */
    public void read(UUID userId, Runnable overdue, Destination destination) {
        long end = nanoTime.getAsLong() + settings.timeout().toNanos();
        try {
            Optional<RuntimeException> failure = database.inSteps(
                    longestStep(),
                    overdue,
                    (connection, moved) -> failureOf(userId, connection, destination, moved, end));
            if (failure.isPresent()) {
                throw failure.get();
            }
        } catch (SQLException e) {
            throw new ExportFailed(e);
        }
    }

    /** As a value: what is thrown through an EJB arrives as another exception, and the server logs it with its stack. */
    private Optional<RuntimeException> failureOf(
            UUID userId, Connection connection, Destination destination, Runnable moved, long end) throws SQLException {
        try {
            read(userId, connection, destination, moved, end);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private Duration longestStep() {
        return limits.transaction().compareTo(LONGEST_STEP) > 0 ? limits.transaction() : LONGEST_STEP;
    }

    private void read(UUID userId, Connection connection, Destination destination, Runnable moved, long end)
            throws SQLException {
        Runnable movedInTime = () -> {
            moved.run();
            requireTime(end);
        };
        try (Snapshot snapshot = Snapshot.begin(connection, limits)) {
            ExportReader reader = new ExportReader(snapshot.connection(), movedInTime);
            destination.take(reader.everythingOf(userId), movedInTime);
        }
    }

    private void requireTime(long end) {
        if (nanoTime.getAsLong() - end > 0) {
            throw new ExportTooLong();
        }
    }
}
