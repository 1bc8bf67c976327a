package clarify.logging;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A logger whose records are key/value pairs. A text formatter prints {@code operation=... key=value}; a server's JSON
 * formatter prints each pair as a field (WildFly: within {@code mdc}; Payara: at the top level), with its value as a
 * string. Thread-safe.
 */
public final class StructuredLog {

    private final Logger logger;
    private final RecordFactory records;
    private final Optional<RecordFile> file;

    private StructuredLog(Logger logger, RecordFactory records, Optional<RecordFile> file) {
        this.logger = logger;
        this.records = records;
        this.file = file;
    }

    /** @param name the logger's, by which the server's settings find it */
    public static StructuredLog named(String name) {
        return named(name, Optional.empty());
    }

    /** @param file takes the records too, whatever the logger takes */
    public static StructuredLog named(String name, Optional<RecordFile> file) {
        Logger logger = Logger.getLogger(name);
        return new StructuredLog(logger, RecordFactory.of(logger), file);
    }

    /**
     * Logs one record.
     *
     * @param operation the value of its first pair, {@code operation}
     * @param pairs adds the others; called at once, and only if somebody takes records of this level
     */
    public void info(String operation, Consumer<LogFields> pairs) {
        boolean isLogged = logger.isLoggable(Level.INFO);
        if (!isLogged && file.isEmpty()) {
            return;
        }
        LogFields fields = new LogFields().add("operation", operation);
        pairs.accept(fields);
        file.ifPresent(records -> records.add(fields));
        if (isLogged) {
            log(fields);
        }
    }

    private void log(LogFields fields) {
        LogRecord record = records.create(Level.INFO, fields);
        record.setLoggerName(logger.getName());
        logger.log(record);
    }
}
