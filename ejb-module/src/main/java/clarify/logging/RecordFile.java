package clarify.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A file of records, one a line with its time in front. It is opened for each of them, so that it can be moved away at any
 * moment: for few records. Several processes may write to it. Thread-safe.
 */
public final class RecordFile {

    private static final Logger LOG = Logger.getLogger(RecordFile.class.getName());

    private final Path file;
    private final Clock clock;

    private RecordFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** @throws IOException if nothing can be written there */
    public static RecordFile of(Path file, Clock clock) throws IOException {
        RecordFile records = new RecordFile(file, clock);
        records.append("");
        return records;
    }

    /** A record that cannot be written is lost here, with a warning in the log. */
    void add(LogFields fields) {
        try {
            append(clock.instant() + " " + fields.text() + "\n");
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> "A record could not be written to " + file);
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, UTF_8, CREATE, APPEND);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
