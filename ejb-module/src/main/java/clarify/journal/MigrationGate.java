package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Nobody may use the database before its tables are up to date: the gate opens then. Thread-safe. */
@ApplicationScoped
public class MigrationGate {

    private final CompletableFuture<String> opened = new CompletableFuture<>();

    /**
     * Runs it once the tables are up to date: now, or later on the thread that has migrated them.
     *
     * @param action gets product and version of the database
     */
    public void whenOpen(Consumer<String> action) {
        var unused = opened.thenAccept(action);
    }

    /** @param database its product and version */
    void open(String database) {
        opened.complete(database);
    }

    void requireOpen() throws NotMigrated {
        if (!opened.isDone()) {
            throw new NotMigrated();
        }
    }
}
