package clarify.context;

import clarify.context.Context.LeftOut;
import clarify.context.Context.Source;
import clarify.kind.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the five lists, and what became of it in a context.
 *
 * @param items how many there were after limit and session filter; user and reflections are one item each
 * @param included how many of them went into the text; the others were left out because of the budget
 * @param tokens by how many the whole text grew
 * @param ageMs how long the cache has had the list; null when it does not come from there
 * @param leftOut what the list has and the text does not
 */
public record ContextSection(
        Kind kind,
        int items,
        int included,
        int tokens,
        Source source,
        @Nullable Long ageMs,
        List<LeftOut> leftOut) {}
