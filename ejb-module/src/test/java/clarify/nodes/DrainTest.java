package clarify.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTest {

    private static final Instant START = Instant.parse("2026-11-30T03:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void is_wanted_while_the_file_is_there() throws IOException {
        Path file = directory.resolve("drain");
        Drain drain = new Drain(Optional.of(file), START);
        assertThat(drain.isWanted()).isFalse();

        Files.createFile(file);
        assertThat(drain.isWanted()).isTrue();

        Files.delete(file);
        assertThat(drain.isWanted()).isFalse();
    }

    @Test
    void a_file_that_the_last_stop_has_left_does_not_count_until_it_is_touched_again() throws IOException {
        Path file = Files.createFile(directory.resolve("drain"));
        Files.setLastModifiedTime(file, FileTime.from(START.minus(Duration.ofSeconds(1))));
        Drain drain = new Drain(Optional.of(file), START);
        assertThat(drain.isWanted()).isFalse();

        Files.setLastModifiedTime(file, FileTime.from(START.plus(Duration.ofSeconds(1))));
        assertThat(drain.isWanted()).isTrue();
    }

    @Test
    void nobody_wants_it_where_no_file_is_named() {
        assertThat(new Drain(Optional.empty(), START).isWanted()).isFalse();
    }
}
