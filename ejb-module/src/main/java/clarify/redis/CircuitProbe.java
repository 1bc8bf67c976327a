package clarify.redis;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tries Redis again in the background while the circuit is open, so that no request has to. */
@Startup
@Singleton
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CircuitProbe {

    private static final Logger LOG = Logger.getLogger(CircuitProbe.class.getName());

    private static final long INTERVAL_MILLIS = 500;

    private final Redis redis;

    @Resource
    ManagedScheduledExecutorService threads;

    private @Nullable Future<?> probing;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public CircuitProbe() {
        this(null);
    }

    @Inject
    public CircuitProbe(Redis redis) {
        this.redis = redis;
    }

    @PostConstruct
    void start() {
        if (redis.isConfigured()) {
            probing = threads.scheduleWithFixedDelay(
                    this::probe, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Never throws: that would end the schedule, silently and for good. */
    private void probe() {
        try {
            redis.tryAgainIfDue();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The circuit to Redis could not be probed; tried again", e);
        }
    }

    @PreDestroy
    void stop() {
        if (probing != null) {
            probing.cancel(false);
        }
    }
}
