package clarify.rest;

import clarify.journal.DatabaseWork;
import clarify.journal.IdempotencyKey;
import clarify.journal.JournalChanged;
import clarify.journal.Messages;
import clarify.journal.NewMessage;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Records turns. When it returns, the turn is committed, no node serves what was before it, and the place among those who wait for
 * the database is given back: the context that follows may need it.
 */
@RequestScoped
@JournalRequest
class TurnRecorder {

    private final Messages messages;
    private final Event<JournalChanged> changes;

    @Inject
    TurnRecorder(Messages messages, Event<JournalChanged> changes) {
        this.messages = messages;
        this.changes = changes;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    TurnRecorder() {
        this(null, null);
    }

    /** @param user whose place it takes: {@link JournalBulkhead} reads the annotation */
    @Transactional
    @DatabaseWork
    void record(@PathParam("user") UUID user, UUID session, Optional<IdempotencyKey> key, List<NewMessage> turn) {
        messages.append(user, session, key, turn).fire(changes);
    }
}
