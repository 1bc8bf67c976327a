package clarify.benchmarks;

import static java.util.stream.Collectors.joining;

import clarify.benchmarks.WithoutRedis.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** The tables and plots of one run. */
record Report(
        Results<Contender> oneThread,
        Results<Contender> manyThreads,
        List<Double> coldAtOnce,
        List<Double> coldSlow,
        Results<Reason> withoutRedis,
        double slowestInSilence,
        LiveHeap heap,
        Results<Contender> redisCpu) {

    private static final String BEGIN = "<!-- written by the benchmarks -->\n";
    private static final String END = "<!-- end of what the benchmarks write -->\n";

    /**
     * Replaces what is between the two marks of both pages.
     *
     * @param page takes all; the plots go beside it
     * @param readme takes one table
     */
    void writeInto(Path page, Path readme) throws IOException {
        write(page, tables());
        write(readme, summary());
        plot(oneThread, 1e-3, "Warm context, 1 thread: median in µs", page.resolveSibling("benchmarks-warm"));
        plot(manyThreads, 1, "Warm contexts a second, 8 threads", page.resolveSibling("benchmarks-threads"));
    }

    private static void write(Path page, String tables) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + tables + text.substring(text.indexOf(END)));
    }

    private String summary() {
        return table(
                "| warm context, 1 thread | median, µs | times the limit |",
                oneThread.contenders().stream()
                        .filter(each -> each.isAskingPlainly() && each != Contender.LIMIT_AGAIN)
                        .map(each -> compared(each.title(), "%.1f", 1e-3, oneThread, each, Contender.LIMIT)));
    }

    private String tables() {
        return machine() + "\n" + warm() + "\n" + threads() + "\n" + cold() + "\n" + withoutHelp() + "\n" + cpu() + "\n"
                + liveHeap();
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "Measured on %d processors of %s with Java %s.%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"));
    }

    private String warm() {
        return table(
                "| warm, 1 thread | median, µs | times the limit | KB of garbage |",
                oneThread.contenders().stream()
                        .map(each -> String.format(
                                Locale.ROOT,
                                "| %s | %.1f | %.2f | %.1f |",
                                each.title(),
                                oneThread.value(each) / 1e3,
                                oneThread.ratio(each, Contender.LIMIT),
                                oneThread.bytes(each) / 1024)));
    }

    private String threads() {
        return table(
                "| warm, 8 threads | contexts a second | times the limit |",
                manyThreads.contenders().stream()
                        .map(each -> compared(each.title(), "%,.0f", 1, manyThreads, each, Contender.LIMIT)));
    }

    private String cold() {
        return table(
                "| cold, 1 thread | median, ms |",
                Stream.of(
                        row("five lookups of no time", coldAtOnce),
                        row("five lookups of 50 ms (250 ms in a row)", coldSlow)));
    }

    private static String row(String title, List<Double> medians) {
        double median = medians.stream().sorted().toList().get(medians.size() / 2);
        return String.format(Locale.ROOT, "| %s | %.2f |", title, median / 1e6);
    }

    private String withoutHelp() {
        return table(
                        "| Redis is of no help, 1 thread, five lookups of no time | median, µs | times no Redis |",
                        withoutRedis.contenders().stream()
                                .map(each -> compared(each.title(), "%.1f", 1e-3, withoutRedis, each, Reason.NONE)))
                + String.format(
                        Locale.ROOT,
                        "%nRedis takes connections and is silent: the slowest of a node's first contexts took %.0f ms.%n",
                        slowestInSilence);
    }

    private String cpu() {
        return table(
                "| Redis' own CPU | µs a context | times the limit |",
                redisCpu.contenders().stream()
                        .map(each -> compared(each.title(), "%.2f", 1, redisCpu, each, Contender.LIMIT)));
    }

    private String liveHeap() {
        return String.format(
                Locale.ROOT,
                "Live heap after the cold contexts of %,d different people: %.1f MB; of %,d: %.1f MB.%n",
                LiveHeap.FEW,
                heap.afterFew(),
                LiveHeap.MANY,
                heap.afterMany());
    }

    /** A row: how much it is, and how many times that of another. */
    private static <C extends Enum<C>> String compared(
            String title, String format, double unit, Results<C> results, C each, C to) {
        return String.format(
                Locale.ROOT,
                "| %s | " + format + " | %.2f |",
                title,
                results.value(each) * unit,
                results.ratio(each, to));
    }

    private static String table(String head, Stream<String> rows) {
        long columns = head.chars().filter(c -> c == '|').count() - 1;
        return head + "\n|---|" + "--:|".repeat((int) columns - 1) + "\n"
                + rows.map(row -> row + "\n").collect(joining());
    }

    private static void plot(Results<Contender> results, double unit, String title, Path file) throws IOException {
        CategoryChart chart =
                new CategoryChartBuilder().width(900).height(480).title(title).build();
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setLegendVisible(false);
        List<Contender> contenders = results.contenders();
        chart.addSeries(
                "contenders",
                contenders.stream().map(Contender::label).toList(),
                contenders.stream().map(each -> results.value(each) * unit).toList());
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}
