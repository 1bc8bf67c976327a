package clarify.rest;

import clarify.invalidation.OutboxReport;
import clarify.invalidation.OutboxStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;

/** What waits in the outbox of the whole database. */
@Path("admin/outbox")
@RequestScoped
@Only.Admins
@JournalRequest
@Produces(MediaType.APPLICATION_JSON)
public class AdminOutboxResource {

    private final OutboxReport report;

    @Inject
    AdminOutboxResource(OutboxReport report) {
        this.report = report;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public AdminOutboxResource() {
        this(null);
    }

    @GET
    public OutboxStatus readOutbox() throws SQLException {
        return report.status();
    }
}
