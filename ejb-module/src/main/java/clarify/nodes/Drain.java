package clarify.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether this node is to get no more requests, because it is about to be stopped. An operator says so by a file, which
 * every script on every server can make. One from before the start of the node does not count: it was left by the last stop.
 * Thread-safe.
 */
public final class Drain {

    private final Optional<Path> file;
    private final Instant started;

    Drain(Optional<Path> file, Instant started) {
        this.file = file;
        this.started = started;
    }

    public boolean isWanted() {
        return file.filter(this::isThere).isPresent();
    }

    private boolean isThere(Path path) {
        try {
            return !Files.getLastModifiedTime(path).toInstant().isBefore(started);
        } catch (IOException e) {
            return false;
        }
    }
}
