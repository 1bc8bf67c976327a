package clarify.documented;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of {@code docs}. */
public record Page(String name) {
    static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();

    private static final Pattern SHELL = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** The lines of all its {@code sh} blocks, in their order. */
    String shellLines() {
        return String.join("", shellBlocks());
    }

    /** The same, block by block. */
    List<String> shellBlocks() {
        List<String> blocks =
                SHELL.matcher(text()).results().map(block -> block.group(1)).toList();
        if (blocks.isEmpty()) {
            throw new IllegalStateException("no sh block in " + name);
        }
        return blocks;
    }

    /** What follows these words on the line that begins with them. */
    public String lineAfter(String words) {
        return text().lines()
                .filter(line -> line.startsWith(words))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no line in " + name + " begins with " + words))
                .substring(words.length());
    }

    /** The lines that it shows behind a prompt. */
    List<String> prompts() {
        return text().lines()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .toList();
    }

    /** What stands between the first place of one text and the next place of the other. */
    String between(String start, String end) {
        String text = text();
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private String text() {
        try {
            return Files.readString(DOCS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
