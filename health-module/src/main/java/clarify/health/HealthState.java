package clarify.health;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the application tells how it does. Static, as a bean of the EAR's lib directory is not everywhere the same one as
 * seen from its modules; the class is, and each deployment has its own. Thread-safe.
 */
public final class HealthState {

    private static final AtomicReference<@Nullable Supplier<HealthSnapshot>> SOURCE = new AtomicReference<>();

    private HealthState() {}

    /**
     * The application has started.
     *
     * @param snapshots takes a snapshot when it is asked
     */
    public static void started(Supplier<HealthSnapshot> snapshots) {
        SOURCE.set(snapshots);
    }

    /** The application ends. */
    public static void ended() {
        SOURCE.set(null);
    }

    /** Empty until the application has started. */
    static Optional<HealthSnapshot> take() {
        return Optional.ofNullable(SOURCE.get()).map(Supplier::get);
    }

    static boolean haveStarted() {
        return SOURCE.get() != null;
    }
}
