package clarify.nodes;

import clarify.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The name of this machine. Asks no name server, which may be slow to answer, or not there. */
final class HostName {

    private static final Path OF_LINUX = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** Printable; empty where the machine does not tell. */
    static Optional<String> find() {
        return Stream.concat(ofLinux().stream(), ofEnvironment())
                .map(Texts::clean)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static Optional<String> ofLinux() {
        try {
            return Optional.of(Files.readString(OF_LINUX));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> ofEnvironment() {
        return Stream.of("HOSTNAME", "COMPUTERNAME").map(System::getenv).flatMap(Stream::ofNullable);
    }
}
