package clarify.journal;

import clarify.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What the conversation service noticed about people. Mutations join the caller's transaction and throw
 * {@link NoProfile} for a user without one; an id that is no pattern or session of the user is {@link NotFound}.
 */
@ApplicationScoped
@Transactional
public class Patterns {

    private static final RowQueries<PatternView> VIEWS = new RowQueries<>(
            PatternView.class,
            "e.id, e.userId, e.sessionId, e.patternType, e.content, e.strength, e.extractedAt, e.createdAt,"
                    + " e.updatedAt",
            "Pattern",
            "userId");

    @Inject
    @JournalUnit
    EntityManager em;

    @Inject
    Ownership ownership;

    @Inject
    JournalClock now;

    /** The newest first, then by id. */
    public List<PatternView> list(UUID userId, Page page) {
        return VIEWS.page(em, userId, page);
    }

    /** Writes all of them or none; the rows come back in the order of the batch. */
    public MutationResult<List<PatternView>> record(UUID userId, List<NewPattern> newPatterns) {
        ownership.lock(userId);
        newPatterns.stream()
                .map(NewPattern::sessionId)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(sessionId -> ownership.find(Session.class, userId, sessionId));
        Instant moment = now.instant();
        List<Pattern> patterns = newPatterns.stream()
                .map(newPattern -> new Pattern(userId, newPattern, moment))
                .toList();
        patterns.forEach(em::persist);
        em.flush();
        List<PatternView> rows = patterns.stream()
                .map(pattern -> VIEWS.one(em, userId, pattern.id()))
                .toList();
        return MutationResult.created(rows, changed(userId));
    }

    public JournalChanged delete(UUID userId, UUID id) {
        ownership.lock(userId);
        ownership.delete(Pattern.class, userId, id);
        return changed(userId);
    }

    private static JournalChanged changed(UUID userId) {
        return JournalChanged.of(userId, Kind.PATTERNS);
    }
}
