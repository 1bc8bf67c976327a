package clarify.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The project {@code docs/examples/bean-of-your-own}, built by the Maven that runs these tests from what this build has
 * made. Offline, and in a copy: nothing is written into the sources or into the local repository of Maven, which is read.
 */
final class ExampleProject {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path servers = TestEnvironment.file("clarify.servers").toPath();
    private final Path repository = servers.resolve("bean-of-your-own-repository");

    /** Its EAR. */
    File build() {
        Path project = Directories.copy(ShippedExamples.file("bean-of-your-own"), servers.resolve("bean-of-your-own"));
        Directories.delete(project.resolve("war/target"));
        Directories.delete(project.resolve("ear/target"));
        install();
        JavaProgram.runMaven(
                Server.log("bean-of-your-own.log").toFile(),
                "-o",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + TestEnvironment.property("maven.repository"),
                "-f",
                project.toString(),
                "package");
        return project.resolve("ear/target/clarify.ear").toFile();
    }

    /** What {@code ./mvnw install -pl ear -am} installs and the project needs. */
    private void install() {
        Directories.delete(repository);
        install("clarify-context", "pom", ROOT.resolve("pom.xml"));
        install("clarify-context-health", "pom", ROOT.resolve("health-module/pom.xml"));
        install(
                "clarify-context-health",
                "jar",
                TestEnvironment.file("clarify.health").toPath());
        install("clarify-context-ejb", "pom", ROOT.resolve("ejb-module/pom.xml"));
        install(
                "clarify-context-ejb",
                "jar",
                TestEnvironment.file("clarify.ejb").toPath());
        install("clarify-context-ear", "pom", ROOT.resolve("ear/pom.xml"));
        install(
                "clarify-context-ear",
                "ear",
                TestEnvironment.file("clarify.ear").toPath());
    }

    private void install(String artifact, String extension, Path file) {
        String version = TestEnvironment.property("clarify.version");
        Path directory = repository.resolve("clarify").resolve(artifact).resolve(version);
        try {
            Files.createDirectories(directory);
            Files.copy(file, directory.resolve(artifact + "-" + version + "." + extension));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
