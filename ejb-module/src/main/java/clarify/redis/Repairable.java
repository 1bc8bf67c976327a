package clarify.redis;

import java.util.Optional;

/** A failure that may wait for somebody to repair something. Its message says what then, and its stack nothing besides. */
interface Repairable {

    /** Whether its message says what to do. */
    boolean tellsWhatToDo();

    /** What a failure says that is one which does, or is caused by one; empty: it has not. */
    static Optional<String> told(Throwable failure) {
        return Causes.of(failure)
                .filter(cause -> cause instanceof Repairable repairable && repairable.tellsWhatToDo())
                .findFirst()
                .map(cause -> text(failure, cause));
    }

    /** Jedis makes the class a part of the message. */
    private static String text(Throwable failure, Throwable cause) {
        String message = failure.getMessage();
        return String.valueOf(message == null || message.equals(cause.toString()) ? cause.getMessage() : message);
    }
}
