package clarify.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {

    @Test
    void the_build_has_written_version_and_commit() {
        assertThat(Build.ofThis().version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
        assertThat(Build.ofThis().commit()).matches("unknown|[0-9a-f]{7,40}");
    }
}
