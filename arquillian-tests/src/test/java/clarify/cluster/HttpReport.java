package clarify.cluster;

import clarify.cluster.Wrk.Load;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of one run, in docs/benchmarks.md if all servers were measured, and in any case beside the servers. */
record HttpReport(List<ServerLoad> servers) {
    private static final List<String> REQUESTS = Stream.concat(
                    Stream.of(ServerLoad.TRIVIAL), ServerLoad.CONTEXTS.stream())
            .toList();
    private static final int FEW = 8;

    void write() throws IOException {
        if (servers.isEmpty()) {
            return;
        }
        Path directory = TestEnvironment.file("clarify.servers").toPath();
        Files.writeString(directory.resolveSibling("http-load.md"), tables());
        Files.writeString(directory.resolveSibling("http-load.txt"), details());
        if (EachServer.areAll() && servers.size() == EachServer.names().size()) {
            WrittenPart.by("the load over HTTP").replaceBy(tables());
        }
    }

    private String tables() {
        return String.join("\n", machine(), warm(), cpu(), states(), profile());
    }

    private static String machine() {
        return line(
                "Measured on %d processors of %s with Java %s, %d rounds of %d s.",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"),
                ServerLoad.ROUNDS,
                ServerLoad.EACH.toSeconds());
    }

    private String warm() {
        return """
                | warm | connections | trivial, answers/s | text | JSON | 304 | A/A | p99 of trivial, ms | of text | from the cache |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """
                + rows(server -> server.warm.entrySet().stream().map(each -> {
                    HttpLoad load = each.getValue();
                    return line(
                            "| %s | %d | %,.0f | %s | %.2f | %.1f | %.1f | %.1f %% |",
                            server.server,
                            each.getKey(),
                            load.median(ServerLoad.TRIVIAL, Load::perSecond),
                            ServerLoad.CONTEXTS.stream()
                                    .map(name -> format(
                                            "%.2f", load.ratio(name, ServerLoad.TRIVIAL, ServerLoad.TRIVIAL_AGAIN)))
                                    .collect(Collectors.joining(" | ")),
                            load.ratio(ServerLoad.TRIVIAL_AGAIN, ServerLoad.TRIVIAL),
                            load.median(ServerLoad.TRIVIAL, Load::p99Millis),
                            load.median(ServerLoad.TEXT, Load::p99Millis),
                            100 * server.hits());
                }));
    }

    private String cpu() {
        return """
                | µs of CPU an answer, %d connections | trivial | text | JSON | 304 |
                |---|--:|--:|--:|--:|
                """.formatted(FEW)
                + rows(server -> Stream.of(line(
                        "| %s | %s |", server.server, each(REQUESTS, name -> format("%.0f", micros(server, name))))));
    }

    private static double micros(ServerLoad server, String name) {
        HttpLoad load = server.warm.get(FEW);
        return load == null ? Double.NaN : load.median(name, Load::cpuMicros);
    }

    private String states() {
        return """
                | text, %d connections | Redis | answers/s | to none configured | A/A of none configured | p50, ms | p99, ms | longest, ms |
                |---|---|--:|--:|--:|--:|--:|--:|
                """.formatted(FEW)
                + rows(server -> Stream.of(
                        compared(server, ServerLoad.HEALTHY),
                        row(server, ServerLoad.SILENT, server.state(ServerLoad.SILENT), "", ""),
                        compared(server, ServerLoad.OPEN),
                        row(server, ServerLoad.NONE, server.state(ServerLoad.OPEN), "1", "")));
    }

    private static String compared(ServerLoad server, String name) {
        HttpLoad load = server.state(name);
        return row(
                server,
                name,
                load,
                format("%.2f", load.ratio(name, ServerLoad.NONE, ServerLoad.NONE_AGAIN)),
                format("%.2f", load.ratio(ServerLoad.NONE_AGAIN, ServerLoad.NONE)));
    }

    private static String row(ServerLoad server, String name, HttpLoad load, String toNone, String again) {
        return line(
                "| %s | %s | %,.0f | %s | %s | %.1f | %.1f | %.0f |",
                server.server,
                name,
                load.median(name, Load::perSecond),
                toNone,
                again,
                load.median(name, Load::p50Millis),
                load.median(name, Load::p99Millis),
                load.max(name, Load::maxMillis));
    }

    private String profile() {
        String head = servers.stream()
                .flatMap(server -> REQUESTS.stream().map(name -> server.server + ": " + name))
                .collect(Collectors.joining(" | ", "| percent of the samples | ", " |\n"));
        String rule = "|---" + "|--:".repeat(servers.size() * REQUESTS.size()) + "|\n";
        return head
                + rule
                + CpuProfile.names().stream()
                        .map(layer -> servers.stream()
                                .map(server -> each(REQUESTS, name -> format("%.0f", percent(server, name, layer))))
                                .collect(Collectors.joining(" | ", "| " + layer + " | ", " |\n")))
                        .collect(Collectors.joining());
    }

    private static double percent(ServerLoad server, String name, String layer) {
        CpuProfile profile = server.profiles.get(name);
        return profile == null ? Double.NaN : profile.percent(layer);
    }

    /** The methods of each profile. */
    private String details() {
        return servers.stream()
                .flatMap(server -> server.profiles.entrySet().stream()
                        .map(each -> server.server + ", " + each.getKey() + ": "
                                + each.getValue().details()))
                .collect(Collectors.joining("\n"));
    }

    private String rows(Function<ServerLoad, Stream<String>> row) {
        return servers.stream().flatMap(row).collect(Collectors.joining());
    }

    private static String each(List<String> names, Function<String, String> cell) {
        return names.stream().map(cell).collect(Collectors.joining(" | "));
    }

    private static String line(String pattern, Object... values) {
        return format(pattern, values) + "\n";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
