package clarify.cluster;

import clarify.testkit.Clarify;
import clarify.testkit.ContextAnswer;
import clarify.testkit.Journal;
import clarify.testkit.Postgres;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** The way back of a node to a state in which everything works. */
final class Recovery {
    private final Node node;
    private final Clarify clarify;
    private final Postgres postgres;
    private final Journal someone;

    Recovery(Node node, Postgres postgres) {
        this.node = node;
        this.clarify = node.clarify();
        this.postgres = postgres;
        this.someone = Journal.rich(clarify);
    }

    /** Waits until everything works. Returns how long that took. */
    Duration await() {
        long begin = System.nanoTime();
        Awaitility.await("a node on which everything works")
                .atMost(TestEnvironment.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(this::everythingWorks);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean everythingWorks() {
        return node.isReady()
                && clarify.cache().freshness().equals("fresh")
                && someone.caller().get("/dreams").status() == 200
                && areListsLookedUp()
                && isChangeDelivered();
    }

    private boolean areListsLookedUp() {
        clarify.admin().delete("/admin/cache/users/" + someone.userId()).expect(204);
        ContextAnswer context = someone.caller().context();
        return context.cacheMisses() == Journal.KINDS.size() && !context.partial() && context.fresh();
    }

    private boolean isChangeDelivered() {
        String title = "A boat at " + Instant.now();
        Journal.dream(someone.caller(), title);
        return someone.caller().context().text().contains(title) && postgres.pendingInvalidations() == 0;
    }
}
