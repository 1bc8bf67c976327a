package clarify.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private int from(int wanted) throws IOException {
        try (Ports.Claim claim = claim(wanted)) {
            return claim.port();
        }
    }

    private Ports.Claim claim(int wanted) throws IOException {
        return Ports.from(wanted, new PrintStream(told, true, UTF_8));
    }

    @Test
    void a_free_port_is_taken_as_it_is() throws IOException {
        int free = Ports.any();

        assertThat(from(free)).isEqualTo(free);
        assertThat(told.toString(UTF_8)).isEmpty();
    }

    @Test
    void one_that_is_taken_is_told_and_the_next_one_tried() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int wanted = taken.getLocalPort();

            assertThat(from(wanted)).isGreaterThan(wanted);
            assertThat(told.toString(UTF_8)).startsWith("Port " + wanted + " is taken: trying " + (wanted + 1));
        }
    }

    @Test
    void one_that_another_start_has_taken_a_moment_ago_is_taken() throws IOException {
        try (Ports.Claim first = claim(Ports.any());
                Ports.Claim second = claim(first.port())) {
            assertThat(second.port()).isGreaterThan(first.port());
            assertThat(told.toString(UTF_8)).startsWith("Port " + first.port() + " is taken");
        }
    }

    @Test
    void one_that_is_listened_to_by_ipv6_alone_is_taken() throws IOException {
        try (ServerSocket taken = listeningByIpv6()) {
            assertThat(from(taken.getLocalPort())).isGreaterThan(taken.getLocalPort());
        }
    }

    private static ServerSocket listeningByIpv6() throws IOException {
        try {
            return new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0]);
        } catch (BindException e) {
            return abort("no IPv6 here: " + e.getMessage());
        }
    }
}
