package clarify.rest;

import clarify.logging.StructuredLog;
import clarify.settings.Settings;
import clarify.startup.AuditSettings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The records of who has done what to whose data: never what is in them, never a token. Thread-safe. */
@ApplicationScoped
class Audit {

    private final StructuredLog log = StructuredLog.named(
            "clarify.audit", AuditSettings.read(Settings.ofApplication()).file());
    private final RefusalCounts refusals = new RefusalCounts(System::nanoTime);

    /**
     * @param who has done it, or has tried
     * @param subject whose data it is
     * @param row which of them; empty: all, or none in particular
     */
    void record(AuditedAction action, String who, String subject, Optional<String> row, boolean isDone, int status) {
        tellOfEndedMinute();
        log.info("clarify." + action.role(), record -> {
            record.add("who", who)
                    .add("action", action.name())
                    .add("subject", subject)
                    .add("outcome", isDone ? "done" : "failed")
                    .add("status", status);
            row.ifPresent(id -> record.add("row", id));
        });
    }

    /** Of many refusals of one caller a few are a record each, and the others are counted: nobody can fill the disk. */
    void refused(String who, String action, String subject, int status) {
        tellOfEndedMinute();
        if (refusals.isWorthARecord(who)) {
            log.info(
                    "clarify.refusal",
                    record -> record.add("who", who)
                            .add("action", action)
                            .add("subject", subject)
                            .add("outcome", "refused")
                            .add("status", status));
        }
    }

    private void tellOfEndedMinute() {
        refusals.ofEndedMinute().forEach(this::tell);
    }

    private void tell(String who, int others) {
        log.info(
                "clarify.refusals",
                record -> record.add("who", who).add("outcome", "refused").add("more", others));
    }

    @PreDestroy
    void end() {
        refusals.all().forEach(this::tell);
    }
}
