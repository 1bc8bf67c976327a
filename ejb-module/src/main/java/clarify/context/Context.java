package clarify.context;

import clarify.kind.Kind;
import java.util.List;
import java.util.Locale;

/**
 * What a language model is told about a person, and where it comes from.
 *
 * @param text ends in a line feed; empty when there is nothing to tell
 * @param tokensUsed estimated tokens of the whole text; never more than the budget
 * @param partial whether a list could not be had; its section is missing
 * @param cacheHits lists that came from the cache
 * @param cacheMisses the others
 */
public record Context(
        String text,
        int tokensUsed,
        int budget,
        boolean partial,
        List<Part> sections,
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

    /**
     * One section that had rows, or whose lookup failed.
     *
     * @param items how many there were; user and reflections are one item each
     * @param included how many of them went into the text
     * @param tokens what the whole text grew by
     */
    public record Part(Kind kind, int items, int included, int tokens, Source source) {}
}
