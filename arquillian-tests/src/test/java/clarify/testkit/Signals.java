package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals that Java cannot send. */
public final class Signals {
    private Signals() {}

    public static void send(String signal, long pid) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
