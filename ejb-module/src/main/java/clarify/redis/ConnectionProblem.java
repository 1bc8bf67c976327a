package clarify.redis;

import java.io.IOException;

/** What keeps this node from talking to Redis, in words for whoever has to repair it. */
final class ConnectionProblem extends IOException implements Repairable {

    private static final long serialVersionUID = 1;

    ConnectionProblem(String message) {
        super(message);
    }

    ConnectionProblem(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean tellsWhatToDo() {
        return true;
    }
}
