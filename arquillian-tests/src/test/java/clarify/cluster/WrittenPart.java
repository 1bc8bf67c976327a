package clarify.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page of docs that a test writes: what stands between two marks. */
record WrittenPart(Path page, String begin, String end) {
    private static final Path DOCS = Path.of("..", "docs");

    /** Of docs/benchmarks.md. */
    static WrittenPart by(String whom) {
        return of("benchmarks.md", whom);
    }

    static WrittenPart of(String page, String whom) {
        return new WrittenPart(
                DOCS.resolve(page), "<!-- written by " + whom + " -->\n", "<!-- end of what " + whom + " writes -->\n");
    }

    void replaceBy(String text) throws IOException {
        String before = Files.readString(page);
        int from = before.indexOf(begin) + begin.length();
        Files.writeString(page, before.substring(0, from) + text + before.substring(before.indexOf(end)));
    }
}
