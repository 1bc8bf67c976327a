package clarify.cluster;

import org.junit.jupiter.api.Test;

/** As {@link HistoryIT}, with masters that change. */
@OnTwoNodes(OnTwoNodes.Settings.SENTINELS)
class SentinelHistoryIT {
    private final TwoNodes cluster;

    SentinelHistoryIT(TwoNodes cluster) {
        this.cluster = cluster;
    }

    @Test
    void no_context_shows_less_than_what_was_acknowledged_before_it_was_asked_for() throws InterruptedException {
        HistoryIT.check(cluster);
    }
}
