package clarify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class HistoryIT {
    /** The circuit recovers soon, so that the cache is used as much as it can be between faults. */
    private static final Map<String, String> SETTINGS = Map.of("clarify.cache.circuit.recovery", "PT1S");

    @Test
    void no_context_shows_less_than_what_was_acknowledged_before_it_was_asked_for() throws InterruptedException {
        Duration duration = Duration.ofMinutes(Long.parseLong(System.getProperty("minutes", "2")));
        long seed = Optional.ofNullable(System.getProperty("seed"))
                .filter(text -> !text.isEmpty())
                .map(Long::valueOf)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000));

        try (TwoNodes rig = new TwoNodes(SETTINGS)) {
            Report report = new HistoryChecker(rig, seed).run(duration);
            report.write();

            assertThat(report.wrong()).as(report.text()).isZero();
            assertThat(report.pending()).as(report.text()).isZero();
        }
    }
}
