package clarify.rest;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses ids strictly; {@link UUID#fromString} also accepts {@code 1-1-1-1-1}. */
final class Ids {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    static Optional<UUID> parse(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> FORM.matcher(t).matches()).map(UUID::fromString);
    }
}
