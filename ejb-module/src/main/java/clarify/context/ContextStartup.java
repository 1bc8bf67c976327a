package clarify.context;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Logger;

/**
 * Creates the context builder when the application starts, so that wrong settings stop the deployment and every metric
 * exists before it first changes.
 */
@Startup
@Singleton
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ContextStartup {

    private static final Logger LOG = Logger.getLogger(ContextStartup.class.getName());

    private final ContextBuilder contexts;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public ContextStartup() {
        this(null);
    }

    @Inject
    ContextStartup(ContextBuilder contexts) {
        this.contexts = contexts;
    }

    @PostConstruct
    void start() {
        LOG.fine(() -> "Contexts have a budget of " + contexts.largestBudget() + " tokens");
    }
}
