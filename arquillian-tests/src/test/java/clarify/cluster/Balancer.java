package clarify.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * What a load balancer does: it asks each node whether it is ready, sends requests to those that are, one after the other, and
 * lets requests wait while none is. Thread-safe.
 */
final class Balancer implements AutoCloseable {
    private static final int CHECK_MILLIS = 200;

    private final List<Target> targets;
    private final ScheduledExecutorService checks;
    private int next;

    /** A node, guarded by the balancer. */
    private static final class Target {
        private final Node node;
        private final int number;
        private boolean ready;
        private int underWay;
        private long sent;

        private Target(Node node, int number) {
            this.node = node;
            this.number = number;
        }
    }

    /** A request to one node. */
    interface Request<T> {
        /** @throws Unanswered if nothing of an answer has arrived */
        T to(int node) throws IOException;
    }

    /** The connection was refused, or closed before a byte of an answer. */
    static final class Unanswered extends IOException {
        private static final long serialVersionUID = 1;

        Unanswered(IOException cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether the node cannot have done what was asked for. */
        boolean isRefused() {
            return getCause() instanceof ConnectException;
        }
    }

    Balancer(List<Node> nodes) {
        targets = IntStream.range(0, nodes.size())
                .mapToObj(i -> new Target(nodes.get(i), i))
                .toList();
        checks = Executors.newScheduledThreadPool(nodes.size()); // a silent node delays the check of no other
        for (Target target : targets) {
            var unused = checks.scheduleWithFixedDelay(() -> check(target), 0, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void check(Target target) {
        boolean ready = isReady(target.node);
        synchronized (this) {
            target.ready = ready;
        }
    }

    private static boolean isReady(Node node) {
        try {
            return node.isReady();
        } catch (RuntimeException e) {
            return false; // nobody listens
        }
    }

    /** The test fails if no node is ready for a long time. */
    <T> T send(Request<T> request) throws IOException {
        Target target = take().orElseGet(() -> Awaitility.await("a node that is ready")
                .until(this::take, Optional::isPresent)
                .orElseThrow());
        try {
            return request.to(target.number);
        } finally {
            giveBack(target);
        }
    }

    /** The next node that is ready, if any is. */
    private synchronized Optional<Target> take() {
        for (int i = 0; i < targets.size(); i++) {
            next = (next + 1) % targets.size();
            Target target = targets.get(next);
            if (target.ready) {
                target.underWay++;
                target.sent++;
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    private synchronized void giveBack(Target target) {
        target.underWay--;
    }

    /** Whether the node gets no requests, and has answered all that it got. */
    synchronized boolean isOut(int node) {
        Target target = targets.get(node);
        return !target.ready && target.underWay == 0;
    }

    synchronized boolean isIn(int node) {
        return targets.get(node).ready;
    }

    /** How many requests the node has got. */
    synchronized long sentTo(int node) {
        return targets.get(node).sent;
    }

    @Override
    public void close() {
        checks.shutdownNow();
    }
}
