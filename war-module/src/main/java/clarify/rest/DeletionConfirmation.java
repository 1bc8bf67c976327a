package clarify.rest;

import clarify.settings.Settings;
import clarify.startup.DeletionSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/**
 * Nobody deletes everything of themselves by one request that somebody else has sent with an old token, or that was meant for
 * something else: who has not signed in a short while ago names what is to be deleted by its entity tag, which they have to read
 * first. Thread-safe.
 */
@ApplicationScoped
class DeletionConfirmation {

    private final Caller caller;
    private final Clock clock;
    private final DeletionSettings settings;

    @Inject
    DeletionConfirmation(Caller caller, Clock clock) {
        this(caller, clock, DeletionSettings.read(Settings.ofApplication()));
    }

    DeletionConfirmation(Caller caller, Clock clock, DeletionSettings settings) {
        this.caller = caller;
        this.clock = clock;
        this.settings = settings;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    DeletionConfirmation() {
        this(null, null, null);
    }

    /**
     * @param ifMatch the lines of the header; whether the tag is the right one is not looked at
     * @throws jakarta.ws.rs.WebApplicationException 428 if something is missing that the caller can give, 401 if only a fresh sign-in
     *     will do
     */
    void require(List<String> ifMatch) {
        if (caller.hasSignedInWithin(settings.signInAge(), clock.instant())) {
            return;
        }
        if (settings.signInRequired()) {
            throw BearerRefusal.signInTooOld(settings.signInAge());
        }
        if (!EntityTags.nameVersions(ifMatch)) {
            throw BearerRefusal.notConfirmed(settings.signInAge());
        }
    }
}
