package clarify.logging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The records of one logger and those below it, kept from the console until this is closed. Thread-safe. */
public final class LoggedRecords implements AutoCloseable {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LoggedRecords(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    /** All so far, the oldest first; the list goes on growing. */
    public List<LogRecord> list() {
        return records;
    }

    /** How many have the text in their message. */
    public long count(String text) {
        return records.stream()
                .filter(record -> record.getMessage().contains(text))
                .count();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
