package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;

/** Nobody may use the database before its tables are up to date: the gate opens then. Thread-safe. */
@ApplicationScoped
public class MigrationGate {

    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    /** Runs it once the tables are up to date: now, or later on the thread that has migrated them. */
    public void whenOpen(Runnable action) {
        var unused = opened.thenRun(action);
    }

    void open() {
        opened.complete(null);
    }

    void requireOpen() throws NotMigrated {
        if (!opened.isDone()) {
            throw new NotMigrated();
        }
    }
}
