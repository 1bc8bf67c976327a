package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@OnTwoNodes(OnTwoNodes.Settings.QUICK_RECOVERY)
class HistoryIT {
    private final TwoNodes cluster;

    HistoryIT(TwoNodes cluster) {
        this.cluster = cluster;
    }

    @Test
    void no_context_shows_less_than_what_was_acknowledged_before_it_was_asked_for() throws InterruptedException {
        check(cluster);
    }

    /** For so many minutes, with a seed, as properties say. */
    static void check(TwoNodes cluster) throws InterruptedException {
        Duration duration = Duration.ofMinutes(Long.parseLong(System.getProperty("minutes", "2")));
        long seed = Optional.ofNullable(System.getProperty("seed"))
                .filter(text -> !text.isEmpty())
                .map(Long::valueOf)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000));

        assertRight(new HistoryChecker(cluster, seed).run(duration));
    }

    static void assertRight(Report report) {
        report.write();
        assertThat(report.wrong()).as(report.text()).isZero();
        assertThat(report.pending()).as(report.text()).isZero();
    }
}
