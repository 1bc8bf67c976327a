package clarify.testkit;

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
        return Programs.output(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid), question);
    }
}
