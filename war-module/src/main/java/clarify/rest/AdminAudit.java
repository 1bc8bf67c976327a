package clarify.rest;

import clarify.logging.StructuredLog;
import clarify.settings.Settings;
import clarify.startup.AuditSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Logs each action of an administrator, successful or not: who and what, never cached values. */
@ApplicationScoped
class AdminAudit {

    private final Caller caller;
    private final StructuredLog log;

    @Inject
    AdminAudit(Caller caller) {
        this.caller = caller;
        log = StructuredLog.named(
                "clarify.audit", AuditSettings.read(Settings.ofApplication()).file());
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    AdminAudit() {
        caller = null;
        log = null;
    }

    /** @param done whether the action has had its full effect */
    void record(String action, Object subject, boolean done) {
        log.info(
                "clarify.admin",
                record -> record.add("who", caller.subject())
                        .add("action", action)
                        .add("subject", subject)
                        .add("outcome", done ? "done" : "failed"));
    }
}
