package clarify.health;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the application tells how it does. Static, as a bean of the EAR's lib directory is not everywhere the same one as
 * seen from its modules; the class is, and each deployment has its own. Thread-safe.
 */
public final class Vitals {

    private static final AtomicReference<@Nullable Supplier<Readings>> SOURCE = new AtomicReference<>();

    private Vitals() {}

    /**
     * The application has started.
     *
     * @param readings takes them when it is asked
     */
    public static void started(Supplier<Readings> readings) {
        SOURCE.set(readings);
    }

    /** The application ends. */
    public static void ended() {
        SOURCE.set(null);
    }

    /** Empty until the application has started. */
    static Optional<Readings> take() {
        return Optional.ofNullable(SOURCE.get()).map(Supplier::get);
    }

    static boolean haveStarted() {
        return SOURCE.get() != null;
    }
}
