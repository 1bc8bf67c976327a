package clarify.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The Java process of a server, as {@code jcmd} sees it. */
public final class ServerProcess {
    private static final Pattern THREAD = Pattern.compile("^\"(.+?)\" #", Pattern.MULTILINE);

    private final long pid;

    ServerProcess(long pid) {
        this.pid = pid;
    }

    /** The names of all Java threads. */
    public List<String> threads() {
        return THREAD.matcher(ask("Thread.print"))
                .results()
                .map(thread -> thread.group(1))
                .toList();
    }

    /** How many classes of this name have instances after a full collection: one for each class loader. */
    public long copies(Class<?> type) {
        return ask("GC.class_histogram")
                .lines()
                .filter(line -> line.endsWith(" " + type.getName()))
                .count();
    }

    private String ask(String question) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            question)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException(question + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
