package clarify.logging;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Makes the record in which a server's JSON formatter finds the pairs. */
interface RecordFactory {

    /** Payara's {@code JSONLogFormatter} prints the entries of a map that is among the parameters. */
    RecordFactory PARAMETERS = (level, fields) -> {
        LogRecord record = new LogRecord(level, fields.text());
        record.setParameters(new Object[] {fields.values()});
        record.setSourceClassName(null); // or it is looked for on the stack
        return record;
    };

    LogRecord create(Level level, LogFields fields);

    static RecordFactory of(Logger logger) {
        if (!logger.getClass().getName().startsWith("org.jboss.logmanager.")) {
            return PARAMETERS;
        }
        try {
            RecordFactory mdc = new MdcRecordFactory();
            mdc.create(Level.INFO, new LogFields());
            return mdc;
        } catch (LinkageError e) {
            return PARAMETERS; // a deployment may hide the log manager from itself
        }
    }
}
