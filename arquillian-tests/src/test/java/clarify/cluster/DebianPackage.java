package clarify.cluster;

import clarify.testkit.Programs;
import clarify.testkit.TestEnvironment;
import java.nio.file.Path;

/** A package of any suite of Debian. It is not installed, but unpacked with all that it needs beside the servers. */
record DebianPackage(String suite, String name) {
    /** The directory that stands for the root of its files. */
    Path unpacked() {
        Path directory = TestEnvironment.file("clarify.servers").toPath().resolve("debian/" + suite + "/" + name);
        Path script = Path.of("servers", "matrix", "debian-package");
        try {
            Programs.output("bash", script.toString(), suite, name, directory.toString());
        } catch (IllegalStateException e) {
            throw new NotToBeHad(this + ": " + lastLine(String.valueOf(e.getMessage())), e);
        }
        return directory;
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    }

    @Override
    public String toString() {
        return name + " of Debian " + suite;
    }
}
