package clarify.redis;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps this node from talking to Redis, in words for whoever has to repair it. Its stack says nothing besides. */
final class ConnectionProblem extends IOException {

    private static final long serialVersionUID = 1;

    ConnectionProblem(String message) {
        super(message);
    }

    ConnectionProblem(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a failure says that is one, or has one as its cause; empty: it has not. */
    static Optional<String> told(Throwable failure) {
        return Causes.of(failure)
                .flatMap(cause -> cause instanceof ConnectionProblem problem ? Stream.of(problem) : Stream.empty())
                .findFirst()
                .map(problem -> text(failure, problem));
    }

    /** Jedis makes the class a part of the message. */
    private static String text(Throwable failure, ConnectionProblem problem) {
        String message = failure.getMessage();
        return String.valueOf(message == null || message.equals(problem.toString()) ? problem.getMessage() : message);
    }
}
