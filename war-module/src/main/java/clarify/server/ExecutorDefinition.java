package clarify.server;

import jakarta.enterprise.concurrent.ManagedExecutorDefinition;

/**
 * Declares the executor of lookups and stores for WildFly, whose own has two threads for each core. Payara's own is used
 * there. It is declared on a class of the WAR, because Payara does not bind a declaration on a class of a jar.
 */
@ManagedExecutorDefinition(name = "java:app/concurrent/lookups", maxAsync = ExecutorDefinition.THREADS)
final class ExecutorDefinition {

    /** As many as there are lookups at once, and some for background tasks. */
    static final int THREADS = 40;

    private ExecutorDefinition() {}
}
