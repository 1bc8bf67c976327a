package clarify.rest;

import clarify.logging.StructuredLog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** One record in the log for each thing that an administrator has done, or that failed: who and what, never what was cached. */
@RequestScoped
class AdminAudit {

    private static final StructuredLog LOG = StructuredLog.named("clarify.audit");

    @Inject
    Caller caller;

    /** @param done whether it has had its full effect */
    void tell(String action, Object subject, boolean done) {
        LOG.info(
                "clarify.admin",
                record -> record.add("who", caller.id())
                        .add("action", action)
                        .add("subject", subject)
                        .add("outcome", done ? "done" : "failed"));
    }
}
