package clarify.rest;

import clarify.nodes.Node;
import clarify.nodes.Nodes;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;

/** The nodes that run on the database. */
@Path("admin/nodes")
@RequestScoped
@Only.Admins
@JournalRequest
@Produces(MediaType.APPLICATION_JSON)
public class AdminNodesResource {

    private final Nodes nodes;

    @Inject
    AdminNodesResource(Nodes nodes) {
        this.nodes = nodes;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public AdminNodesResource() {
        this(null);
    }

    @GET
    public List<Node> listNodes() throws SQLException {
        return nodes.list();
    }
}
