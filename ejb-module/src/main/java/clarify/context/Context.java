package clarify.context;

import java.util.List;
import java.util.Locale;

/**
 * What a language model is told about a person, and where it comes from.
 *
 * @param text ends in a line feed; empty when there is nothing to tell
 * @param tokensUsed estimated tokens of the whole text; never more than the budget
 * @param partial whether a list could not be had; its section is missing
 * @param fresh whether it is known to show every change that was answered before; not when lists come from the cache of a
 *     node that cannot reach the database
 * @param cache what the cache could do for it
 * @param emptyLists the lists that have no section, as there was nothing in them to tell
 * @param cacheHits lists that came from the cache
 * @param cacheMisses the others
 */
public record Context(
        String text,
        int tokensUsed,
        int budget,
        boolean partial,
        boolean fresh,
        CacheUse cache,
        List<ContextSection> sections,
        List<ContextSection> emptyLists,
        int cacheHits,
        int cacheMisses,
        long durationMs) {

    /** How many sections went into the text, whole or cut. */
    public long sectionsIncluded() {
        return sections.stream().filter(section -> section.included() > 0).count();
    }

    /** What the cache could do for a context. */
    public enum CacheUse {
        /** It was asked and answered. */
        ANSWERED,
        /** It did not answer, or was not asked as its circuit is open. */
        UNANSWERED,
        /** No Redis is configured. */
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a list came from. */
    public enum Source {
        CACHE,
        DATABASE,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why something that the list has is not in the text. */
    public enum Reason {
        /** It is the conversation that the context is for. */
        SESSION,
        /** The list is longer than what is told of one. */
        LIMIT,
        /** It did not fit into the tokens. */
        BUDGET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many were left out for that reason, never none. */
    public record LeftOut(Reason reason, int items) {}
}
