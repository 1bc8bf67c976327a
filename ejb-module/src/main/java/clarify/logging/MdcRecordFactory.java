package clarify.logging;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * For WildFly, whose {@code JsonFormatter} prints the MDC: the record's own, so that the thread's stays as it is. The one
 * class that knows WildFly's log manager, so that no other fails to load where the server does not have it.
 */
final class MdcRecordFactory implements RecordFactory {

    @Override
    public LogRecord create(Level level, LogFields fields) {
        ExtLogRecord record =
                new ExtLogRecord(level, fields.text(), FormatStyle.NO_FORMAT, StructuredLog.class.getName());
        fields.values().forEach(record::putMdc);
        return record;
    }
}
