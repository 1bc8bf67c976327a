package clarify.cluster;

import clarify.testkit.Directories;
import clarify.testkit.JavaProgram;
import clarify.testkit.Programs;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The version before, built from its commit, which the property {@code previous.commit} names. Kept until {@code clean}. */
final class PreviousVersion {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final String commit = TestEnvironment.property("previous.commit");
    private final Path target = TestEnvironment.file("clarify.servers").toPath().resolveSibling("previous");
    private final Path sources = target.resolve(commit);

    /** Its WAR. */
    Path war() {
        Path war = sources.resolve("war-module/target/clarify.war");
        if (!Files.exists(war)) {
            unpack();
            build();
        }
        return war;
    }

    private void unpack() {
        try {
            Programs.output("git", "-C", ROOT.toString(), "cat-file", "-e", commit + "^{commit}");
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "This clone has no commit " + commit
                            + ", of which the version before is built. A shallow clone gets it by"
                            + " `git fetch --unshallow`; another commit is named by -Dprevious.commit=",
                    e);
        }
        Directories.delete(sources);
        try {
            Files.createDirectories(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path archive = target.resolve(commit + ".tar");
        Programs.output("git", "-C", ROOT.toString(), "archive", "--output=" + archive, commit);
        Programs.output("tar", "-xf", archive.toString(), "-C", sources.toString());
    }

    private void build() {
        JavaProgram.runMaven(
                target.resolve(commit + ".log").toFile(),
                "-Dmaven.repo.local=" + TestEnvironment.property("maven.repository"),
                "-Dmaven.test.skip",
                "-f",
                sources.resolve("pom.xml").toString(),
                "-pl",
                "war-module",
                "-am",
                "package");
    }
}
