package clarify.documented;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses on which processes wait for others, TCP and UDP, as Linux tells them. */
final class Listeners {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final String UNCONNECTED = "07";

    private Listeners() {}

    static boolean areTold() {
        return Files.exists(PROC.resolve("net/tcp"));
    }

    /** @param address IPv4 or IPv6, in the hexadecimal digits of Linux */
    record Listener(String table, String address, int port) {

        private static final String IPV6_LOOPBACK = "00000000000000000000000001000000";

        /** The first byte of an IPv4 address comes last; one within an IPv6 address has these digits in front of it. */
        boolean isLoopback() {
            boolean isIpv4 = address.length() == 8 || address.startsWith("0000000000000000FFFF0000");
            return isIpv4 ? address.endsWith("7F") : address.equals(IPV6_LOOPBACK);
        }
    }

    static List<Listener> of(Collection<ProcessHandle> processes) {
        Set<String> sockets = new HashSet<>();
        processes.forEach(process -> sockets.addAll(sockets(process)));
        return Stream.of("tcp", "tcp6", "udp", "udp6")
                .flatMap(table -> listeners(table, sockets))
                .toList();
    }

    private static List<String> sockets(ProcessHandle process) {
        try (Stream<Path> files = Files.list(PROC.resolve(process.pid() + "/fd"))) {
            return files.map(Listeners::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.replaceAll("\\D", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (NoSuchFileException e) {
            return "closed meanwhile";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Listener> listeners(String table, Set<String> sockets) {
        try {
            return Files.readAllLines(PROC.resolve("net").resolve(table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[3].equals(table.startsWith("tcp") ? LISTENING : UNCONNECTED))
                    .filter(columns -> sockets.contains(columns[9]))
                    .map(columns -> columns[1].split(":"))
                    .map(local -> new Listener(table, local[0], Integer.parseInt(local[1], 16)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
