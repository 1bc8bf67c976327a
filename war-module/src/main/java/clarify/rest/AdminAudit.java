package clarify.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.logging.Logger;

/** One line in the log for each thing that an administrator has done, or that failed: who and what, never what was cached. */
@RequestScoped
class AdminAudit {

    private static final Logger LOG = Logger.getLogger("clarify.audit");

    @Inject
    Caller caller;

    /** @param done whether it has had its full effect */
    void tell(String action, Object subject, boolean done) {
        LOG.info(() -> "operation=clarify.admin who=" + caller.id() + " action=" + action + " subject=" + subject
                + " outcome=" + (done ? "done" : "failed"));
    }
}
