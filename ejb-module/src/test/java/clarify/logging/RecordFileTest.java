package clarify.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T12:00:00.123Z"), ZoneId.of("Pacific/Apia"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private StructuredLog log(Path file) throws IOException {
        return StructuredLog.named("clarify.logging." + UUID.randomUUID(), Optional.of(RecordFile.of(file, CLOCK)));
    }

    @Test
    void a_record_is_one_line_with_its_time_whatever_it_says() throws IOException {
        Path file = directory.resolve("records");

        log(file).info("clarify.test", record -> record.add("text", "ş\r\n\u2028\"{"));
        log(file).info("clarify.test", record -> record.add("count", 2));

        assertThat(Files.readString(file)).isEqualTo("""
                2026-03-01T12:00:00.123Z operation=clarify.test text="ş\\u000d\\u000a\\u2028\\"\\u007b"
                2026-03-01T12:00:00.123Z operation=clarify.test count=2
                """);
    }

    @Test
    void a_file_that_was_moved_away_is_begun_anew() throws IOException {
        Path file = directory.resolve("records");
        StructuredLog log = log(file);
        log.info("clarify.first", record -> {});

        Files.move(file, directory.resolve("old"));
        log.info("clarify.second", record -> {});

        assertThat(Files.readString(directory.resolve("old"))).contains("clarify.first");
        assertThat(Files.readString(file)).contains("clarify.second").doesNotContain("clarify.first");
    }

    @Test
    void a_logger_that_takes_no_records_leaves_them_to_the_file() throws IOException {
        Path file = directory.resolve("records");
        String name = "clarify.logging." + UUID.randomUUID();
        Logger logger = Logger.getLogger(name);
        logger.setLevel(Level.OFF);

        StructuredLog.named(name, Optional.of(RecordFile.of(file, CLOCK))).info("clarify.test", record -> {});

        assertThat(Files.readString(file)).contains("clarify.test");
    }

    @Test
    void a_record_that_cannot_be_written_is_a_warning() throws IOException {
        Path parent = Files.createDirectory(directory.resolve("gone"));
        StructuredLog log = log(parent.resolve("records"));
        Files.delete(parent.resolve("records"));
        Files.delete(parent);

        try (LoggedRecords logged = new LoggedRecords(RecordFile.class.getName())) {
            log.info("clarify.test", record -> {});

            assertThat(logged.list()).extracting(LogRecord::getLevel).containsExactly(Level.WARNING);
        }
    }
}
