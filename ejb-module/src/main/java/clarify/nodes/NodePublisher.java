package clarify.nodes;

import clarify.cache.BypassPolicy;
import clarify.journal.RecurringFailure;
import clarify.redis.Redis;
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
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Publishes this node every five seconds, and takes it back at a graceful stop. Has a thread of its own, for which nobody
 * waits but the stop, for a second at most and only if the database has answered the last time. A database that is away is
 * nothing to tell here: others do.
 */
@Startup
@Singleton
@DependsOn({"Database", "Migrations"}) // both are there until it has taken the node back
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodePublisher {

    private static final Logger LOG = Logger.getLogger(NodePublisher.class.getName());

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final Redis redis;
    private final BypassPolicy policy;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RecurringFailure failure =
            new RecurringFailure(LOG, "This node could not be published; tried again until it can");

    @Resource
    ManagedThreadFactory threads;

    private volatile boolean published;

    /** For the container alone, which wants it public. */
    @SuppressWarnings("NullAway")
    public NodePublisher() {
        this(null, null, null);
    }

    @Inject
    NodePublisher(Nodes nodes, Redis redis, BypassPolicy policy) {
        this.nodes = nodes;
        this.redis = redis;
        this.policy = policy;
    }

    @PostConstruct
    void start() {
        threads.newThread(this::publishUntilStopped).start();
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
        if (!published) {
            return;
        }
        try {
            if (!ended.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.fine("The database has not answered in time: this node is not taken back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publishUntilStopped() {
        try {
            do {
                publish();
            } while (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            takeBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Never throws: that would end the publishing, silently and for good. */
    void publish() {
        try {
            nodes.publish(NodeState.of(redis, policy));
            published = true;
            failure.succeeded();
        } catch (SQLException | RuntimeException | Error e) {
            published = false;
            failure.failed(e);
        }
    }

    private void takeBack() {
        if (!published) {
            return;
        }
        try {
            nodes.remove(FAREWELL);
        } catch (SQLException | RuntimeException | Error e) {
            LOG.log(Level.FINE, "This node could not be taken back", e);
        }
    }
}
