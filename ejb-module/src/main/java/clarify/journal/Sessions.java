package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People's conversations and what was said in them. */
@ApplicationScoped
@Transactional
public class Sessions {

    /** The title of a session that nobody named. */
    public static final String DEFAULT_TITLE = "New conversation";

    public SessionView get(UUID userId, UUID id) {
        throw new UnsupportedOperationException();
    }

    public List<SessionView> list(UUID userId, @Nullable SessionStatus status, Page page) {
        throw new UnsupportedOperationException();
    }

    public Changed<SessionView> create(UUID userId, NewSession session) {
        throw new UnsupportedOperationException();
    }

    public Changed<SessionView> patch(UUID userId, UUID id, SessionPatch patch) {
        throw new UnsupportedOperationException();
    }

    public Changed<SessionView> changeStatus(UUID userId, UUID id, SessionStatus status) {
        throw new UnsupportedOperationException();
    }

    public JournalChanged delete(UUID userId, UUID id) {
        throw new UnsupportedOperationException();
    }

    /** The newest first, then by id. */
    public List<MessageView> messages(UUID userId, UUID id, Page page) {
        throw new UnsupportedOperationException();
    }

    /** Also counts the message, dates the session, and names it if nobody did. */
    public Changed<MessageView> append(UUID userId, UUID id, Role role, String content) {
        throw new UnsupportedOperationException();
    }
}
