package clarify.cache;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The server's threads, on which lookups run side by side and stores that nobody waits for. A bean that must come to life
 * late: Payara Server creates startup singletons before the names of the WAR are bound.
 */
@ApplicationScoped
public class ServerExecutor implements Executor {

    @SuppressWarnings("NullAway.Init")
    private ManagedExecutorService executor;

    /** By name: Payara Server cannot inject a resource into a CDI bean of an EJB jar that the WAR of the EAR calls. */
    @PostConstruct
    @SuppressWarnings("BanJNDI") // the names are constants
    void find() {
        try {
            executor = InitialContext.doLookup("java:app/concurrent/lookups");
        } catch (NamingException e) {
            throw new IllegalStateException("The server lacks the executor of the lookups", e);
        }
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }
}
