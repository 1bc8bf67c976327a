package clarify.journal;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatasourcePlatform;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ExternalConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * On Payara, where EclipseLink would take connections already while the application is deployed, and let that fail when the
 * database is away: it takes them when they are used. EclipseLink has moved its interface for customizers; listeners stayed.
 */
public final class LateConnections extends SessionEventAdapter {

    @Override
    public void preLogin(SessionEvent event) {
        ServerSession server = (ServerSession) event.getSession();
        server.getConnectionPools().replaceAll((name, pool) -> new LatePool(pool, server));
        server.setReadConnectionPool(new LatePool(server.getReadConnectionPool(), server));
    }

    private static final class LatePool extends ExternalConnectionPool {

        LatePool(ConnectionPool pool, ServerSession session) {
            super(pool.getName(), pool.getLogin(), session);
        }

        @Override
        protected Accessor buildConnection() {
            return new LateAccessor(this, owner.getDatasourceLogin());
        }
    }

    /** Connects when it is used first, as its copies do that the pool gives out. */
    private static final class LateAccessor extends DatabaseAccessor {

        LateAccessor(ConnectionPool pool, Login login) {
            setPool(pool);
            setLogin(login);
            setDatasourcePlatform((DatasourcePlatform) login.getDatasourcePlatform());
        }
    }
}
