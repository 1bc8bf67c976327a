package clarify.rest;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of an enum, as they are written in the database and in JSON. */
record EnumValues<E extends Enum<E>>(Class<E> type) {

    Optional<E> parse(String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(text))
                .findFirst();
    }

    String rule() {
        return Arrays.stream(type.getEnumConstants())
                .map(Enum::toString)
                .collect(Collectors.joining(", ", "must be one of ", ""));
    }
}
