package clarify.rest;

import clarify.context.Context;
import clarify.journal.DreamView;
import clarify.journal.PersonView;
import clarify.journal.ProfileView;
import clarify.journal.ReflectionView;
import clarify.journal.SessionView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Entity tags, RFC 9110, 8.8.3: made of the content, so that they are the same on every node and need no column. */
final class EntityTags {

    private static final Set<Class<?>> ROWS =
            Set.of(DreamView.class, PersonView.class, ProfileView.class, ReflectionView.class, SessionView.class);

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[^\"]*+\"|\\*");
    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private EntityTags() {}

    /** The tag of what is answered, if it has one: a single row or a context. */
    static Optional<String> of(Object entity) {
        if (ROWS.contains(entity.getClass())) {
            return Optional.of(quoted(Json.write(entity)));
        }
        return entity instanceof Context context ? Optional.of(of(context)) : Optional.empty();
    }

    /** Weak: where the lists came from, and how long it took, is another time different. */
    static String of(Context context) {
        String content = context.budget() + " " + context.partial() + " " + context.fresh() + " " + context.text();
        return WEAK + quoted(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * To be called in the transaction of a mutation, before it.
     *
     * @param ifMatch the lines of the header; empty: nothing is required
     * @param locked reads the row so that nobody else can change it until the transaction ends
     * @throws jakarta.ws.rs.WebApplicationException 412 if it is another one by now
     */
    static void require(List<String> ifMatch, Supplier<?> locked) {
        if (!ifMatch.isEmpty()) {
            String tag = quoted(Json.write(locked.get()));
            if (named(ifMatch).stream().noneMatch(named -> named.equals(tag) || named.equals(ANY))) {
                throw Problem.of(ProblemType.PRECONDITION_FAILED).exception();
            }
        }
    }

    /** Whether the lines of {@code If-Match} ask for no version, but that there is one. */
    static boolean areAny(List<String> ifMatch) {
        return named(ifMatch).contains(ANY);
    }

    /** Whether the lines of {@code If-Match} name versions alone: {@code *} is any, and weak tags are never the same. */
    static boolean nameVersions(List<String> ifMatch) {
        List<String> named = named(ifMatch);
        return !named.isEmpty() && named.stream().noneMatch(tag -> tag.equals(ANY) || tag.startsWith(WEAK));
    }

    /** Whether the caller has it already: by the weak comparison of {@code If-None-Match}. */
    static boolean isNamed(String tag, List<String> ifNoneMatch) {
        return named(ifNoneMatch).stream()
                .anyMatch(named -> named.equals(ANY) || withoutWeakness(named).equals(withoutWeakness(tag)));
    }

    private static List<String> named(List<String> lines) {
        return lines.stream()
                .flatMap(line -> TAG.matcher(line).results().map(MatchResult::group))
                .toList();
    }

    private static String withoutWeakness(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    private static String quoted(byte[] content) {
        return '"' + ContentHash.of(content) + '"';
    }
}
