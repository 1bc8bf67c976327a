package clarify.rest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refused caller is told. */
final class Refused {

    private Refused() {}

    static Problem problem(ThrowingCallable call) {
        return (Problem) catchThrowableOfType(WebApplicationException.class, call)
                .getResponse()
                .getEntity();
    }

    /** The pointers or parameters of its errors. */
    static List<String> places(ThrowingCallable call) {
        return problem(call).errors().stream()
                .map(error -> Stream.of(error.pointer(), error.parameter())
                        .filter(place -> place != null)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
