package clarify.context;

import clarify.kind.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a language model is told about a person, and where it comes from.
 *
 * @param text ends in a line feed; empty when there is nothing to tell
 * @param tokensUsed estimated tokens of the whole text; never more than the budget
 * @param partial whether a list could not be had; its section is missing
 * @param emptyLists the lists that have no section, as there was nothing in them to tell
 * @param cacheHits lists that came from the cache
 * @param cacheMisses the others
 */
public record Context(
        String text,
        int tokensUsed,
        int budget,
        boolean partial,
        List<Part> sections,
        List<Part> emptyLists,
        int cacheHits,
        int cacheMisses,
        long durationMs) {

    /** How many sections went into the text, whole or cut. */
    public long sectionsIncluded() {
        return sections.stream().filter(part -> part.included() > 0).count();
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

    /**
     * One list, and what became of it.
     *
     * @param items how many there were after limit and session filter; user and reflections are one item each
     * @param included how many of them went into the text; the others were left out because of the budget
     * @param tokens what the whole text grew by
     * @param ageMs how long the cache has had the list; null when it does not come from there
     * @param leftOut what the list has and the text does not
     */
    public record Part(
            Kind kind,
            int items,
            int included,
            int tokens,
            Source source,
            @Nullable Long ageMs,
            List<LeftOut> leftOut) {}
}
