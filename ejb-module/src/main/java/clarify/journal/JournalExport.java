package clarify.journal;

import java.time.Instant;
import java.util.Iterator;

/**
 * Everything of a person, all of it as it was at one moment. The rows are read while they are asked for: each iterator is used
 * once, one after the other, and the messages of a session before the next session. Lists are newest first, then by id.
 *
 * @param exportedAt that moment, by the clock of the database
 * @param complete true: the last of the document, so that whoever has it has everything
 */
public record JournalExport(
        Instant exportedAt,
        ProfileView profile,
        Iterator<DreamView> dreams,
        Iterator<ReflectionView> reflections,
        Iterator<ExportedSession> sessions,
        Iterator<PatternView> patterns,
        boolean complete) {}
