package clarify.rest;

import clarify.journal.Cursor;
import clarify.journal.Page;
import clarify.journal.Position;
import clarify.text.Uuids;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request. First read all of them, then call {@link #throwIfInvalid}: the response lists every
 * invalid one.
 */
final class QueryParameters {

    static final String BEFORE = "before";

    /** As many as fit into an int, whatever they are. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private final MultivaluedMap<String, String> parameters;
    private final List<Problem.Violation> errors = new ArrayList<>();

    QueryParameters(UriInfo uri) {
        this(uri.getQueryParameters());
    }

    QueryParameters(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The page that is asked for, where nothing else can be. */
    static Page pageOf(UriInfo uri) {
        QueryParameters query = new QueryParameters(uri);
        Page page = query.page();
        query.throwIfInvalid();
        return page;
    }

    Page page() {
        int limit = integer("limit", Page.DEFAULT_LIMIT, Page.MAX_LIMIT);
        Optional<Cursor> after = parse(
                BEFORE,
                () -> "must be the id of a row, or come from a link to the next page",
                text -> Uuids.parse(text).<Cursor>map(Cursor.Row::new).or(() -> Position.parse(text)));
        return new Page(limit, after.orElse(null));
    }

    @Nullable
    UUID id(String name) {
        return parse(name, () -> "must be a UUID", Uuids::parse).orElse(null);
    }

    <E extends Enum<E>> @Nullable E enumValue(String name, Class<E> type) {
        EnumValues<E> values = new EnumValues<>(type);
        return parse(name, values::rule, values::parse).orElse(null);
    }

    /** A number from 1 to {@code max}. */
    int integer(String name, int defaultValue, int max) {
        return parse(name, () -> "must be an integer from 1 to " + max, text -> integer(text, max))
                .orElse(defaultValue);
    }

    void throwIfInvalid() {
        if (!errors.isEmpty()) {
            throw Problem.of(ProblemType.INVALID_QUERY, "The query has invalid parameters; see errors.", errors)
                    .exception();
        }
    }

    private static Optional<Integer> integer(String text, int max) {
        return Optional.of(text)
                .filter(digits -> DIGITS.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= max);
    }

    /** @param rule made for whoever breaks it alone */
    private <T> Optional<T> parse(String name, Supplier<String> rule, Function<String, Optional<T>> parser) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = values.size() == 1 ? parser.apply(values.get(0)) : Optional.empty();
        if (value.isEmpty()) {
            errors.add(Problem.Violation.in(name, rule.get()));
        }
        return value;
    }
}
