package clarify.redis;

import java.util.Objects;
import java.util.stream.Stream;

/** What a failure comes from. */
final class Causes {

    private static final int DEEPEST = 20;

    private Causes() {}

    /** The failure itself, then its cause, and so on; some end, even where causes go round in a circle. */
    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }
}
