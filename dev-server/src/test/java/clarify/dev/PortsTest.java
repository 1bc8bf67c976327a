package clarify.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private int from(int wanted) {
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
}
