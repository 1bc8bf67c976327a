package clarify.rest;

import clarify.logging.StructuredLog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Logs each action of an administrator, successful or not: who and what, never cached values. */
@RequestScoped
class AdminAudit {

    private static final StructuredLog LOG = StructuredLog.named("clarify.audit");

    private final Caller caller;

    @Inject
    AdminAudit(Caller caller) {
        this.caller = caller;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    AdminAudit() {
        this(null);
    }

    /** @param done whether the action has had its full effect */
    void record(String action, Object subject, boolean done) {
        LOG.info(
                "clarify.admin",
                record -> record.add("who", caller.id())
                        .add("action", action)
                        .add("subject", subject)
                        .add("outcome", done ? "done" : "failed"));
    }
}
