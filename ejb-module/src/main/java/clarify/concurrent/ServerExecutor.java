package clarify.concurrent;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The server's executor, for lookups that run in parallel and stores that nobody waits for. Must not be used by a startup
 * bean while that is being created: Payara Server creates those before the names of the WAR are bound.
 */
@ApplicationScoped
public class ServerExecutor implements Executor {

    /** Payara's own: those that an application declares there outlive it, with all their threads. */
    private static final String OF_PAYARA = "concurrent/__defaultManagedExecutorService";

    @SuppressWarnings("NullAway.Init")
    private Executor executor;

    @SuppressWarnings("NullAway.Init")
    private ManagedThreadFactory threads;

    /** By name: Payara Server cannot inject a resource into a CDI bean of an EJB jar that the WAR of the EAR calls. */
    @PostConstruct
    void find() {
        executor = new ReportedRefusals(executor());
        threads = lookUp("java:comp/DefaultManagedThreadFactory");
    }

    @SuppressWarnings("BanJNDI") // the name is a constant
    private static ManagedExecutorService executor() {
        try {
            return InitialContext.doLookup(OF_PAYARA);
        } catch (NamingException e) {
            return lookUp("java:app/concurrent/lookups");
        }
    }

    @SuppressWarnings({"BanJNDI", "TypeParameterUnusedInFormals"}) // the names are constants
    private static <T> T lookUp(String name) {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException("The server has no " + name, e);
        }
    }

    /**
     * @throws java.util.concurrent.RejectedExecutionException whatever the server throws. It may also take the task and
     *     never run it: nobody may wait without a limit for a task to begin
     */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Runs it on a thread of the server made for it: for what the executor has thrown away or dropped. */
    public void executeOnNewThread(Runnable task) {
        threads.newThread(task).start();
    }
}
