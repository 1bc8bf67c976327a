package clarify.rest;

import clarify.journal.Page;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of one query. Ask for all of them, then {@link #refuseIfWrong}: the answer names every wrong one. */
final class QueryParameters {

    private static final int DIGITS_OF_AN_INT = 9;

    private final MultivaluedMap<String, String> given;
    private final List<Problem.Violation> errors = new ArrayList<>();

    QueryParameters(UriInfo uri) {
        this(uri.getQueryParameters());
    }

    QueryParameters(MultivaluedMap<String, String> given) {
        this.given = given;
    }

    Page page() {
        return new Page(number("limit", Page.DEFAULT_LIMIT, Page.MAX_LIMIT), id("before"));
    }

    @Nullable
    UUID id(String name) {
        return read(name, "must be a UUID", Ids::parse).orElse(null);
    }

    <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        EnumValues<E> choice = new EnumValues<>(type);
        return read(name, choice.rule(), choice::read).orElse(null);
    }

    /** A number from 1 to the greatest. */
    int number(String name, int byDefault, int greatest) {
        return read(name, "must be a whole number from 1 to " + greatest, text -> number(text, greatest))
                .orElse(byDefault);
    }

    void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw Problem.of(400, "The query breaks the rules that are listed in errors.", errors)
                    .refusal();
        }
    }

    private static Optional<Integer> number(String text, int greatest) {
        return Optional.of(text)
                .filter(digits -> digits.matches("[0-9]{1," + DIGITS_OF_AN_INT + "}"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= greatest);
    }

    private <T> Optional<T> read(String name, String rule, Function<String, Optional<T>> reading) {
        List<String> texts = given.getOrDefault(name, List.of());
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = texts.size() == 1 ? reading.apply(texts.get(0)) : Optional.empty();
        if (value.isEmpty()) {
            errors.add(Problem.Violation.in(name, rule));
        }
        return value;
    }
}
