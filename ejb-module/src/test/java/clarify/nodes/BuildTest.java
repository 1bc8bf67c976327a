package clarify.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class BuildTest {

    @Test
    void the_build_has_written_version_and_commit() {
        assertThat(Build.ofThis().version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        assertThat(Build.ofThis().commit()).matches("unknown|[0-9a-f]{7,40}");
    }

    @Test
    void a_metric_says_which_build_runs() {
        var registry = new SimpleMeterRegistry();

        new Build("1.2.3", "abc").register(registry);

        assertThat(registry.get("clarify.build.info")
                        .tags("version", "1.2.3", "commit", "abc")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }
}
