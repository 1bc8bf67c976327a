package clarify.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A connection that one thread uses and another one may abort. */
final class AbortableConnection {

    private static final Logger LOG = Logger.getLogger(AbortableConnection.class.getName());

    private final Connection connection;

    /** A pool's wrapper may wait for a lock that a call which hangs holds. */
    private final Connection ofDriver;

    private boolean aborted;
    private boolean ended;

    /**
     * @param silence so long a read may wait, unless the driver has a limit of its own. The limit stays with the connection:
     *     it also ends the pool's check of one that has fallen silent since, in which nobody could abort it.
     */
    AbortableConnection(Connection connection, Duration silence) throws SQLException {
        this.connection = connection;
        this.ofDriver = connection.getMetaData().getConnection();
        if (ofDriver.getNetworkTimeout() == 0) {
            ofDriver.setNetworkTimeout(Runnable::run, (int) Math.min(silence.toMillis(), Integer.MAX_VALUE));
        }
    }

    /** Ends what its user waits for. After the end of the use it may be somebody else's, and is left alone. */
    synchronized void abort() {
        if (ended) {
            return;
        }
        aborted = true;
        try {
            ofDriver.abort(Runnable::run);
        } catch (SQLException | RuntimeException | Error e) {
            LOG.log(Level.FINE, "A connection that does not answer could not be aborted", e);
        }
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    /** To be called by its user before it is closed: the pool does not give an aborted one out again. */
    void endUse() {
        if (!endedAborted()) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "The pool did not take back a dead connection", e);
        }
    }

    private synchronized boolean endedAborted() {
        ended = true;
        return aborted;
    }
}
