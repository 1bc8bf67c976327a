package clarify.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of docs/benchmarks.md that a measurement writes: what stands between two marks. */
record WrittenPart(String begin, String end) {
    private static final Path PAGE = Path.of("..", "docs", "benchmarks.md");

    static WrittenPart by(String whom) {
        return new WrittenPart("<!-- written by " + whom + " -->\n", "<!-- end of what " + whom + " writes -->\n");
    }

    void replaceBy(String text) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        Files.writeString(PAGE, page.substring(0, from) + text + page.substring(page.indexOf(end)));
    }
}
