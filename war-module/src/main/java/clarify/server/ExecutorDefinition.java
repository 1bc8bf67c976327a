package clarify.server;

import jakarta.enterprise.concurrent.ManagedExecutorDefinition;

/**
 * Declares the executor of lookups and stores. It is declared on a class of the WAR, because Payara does not bind a
 * declaration on a class of a jar.
 */
@ManagedExecutorDefinition(name = "java:app/concurrent/lookups", maxAsync = ExecutorDefinition.THREADS)
final class ExecutorDefinition {

    /**
     * As many as there are lookups at once, and some for background tasks. Without a number Payara starts a thread for
     * every task, even when others are idle, and WildFly has two threads for each core.
     */
    static final int THREADS = 40;

    private ExecutorDefinition() {}
}
