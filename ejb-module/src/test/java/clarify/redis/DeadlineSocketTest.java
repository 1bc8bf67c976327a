package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineSocketTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private ServerSocket listening;
    private DeadlineSocket socket;
    private Socket other;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        InetSocketAddress address = new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
        socket = DeadlineSocket.connect(address, Deadline.in(LONG), LONG);
        other = listening.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.closeNow();
        other.close();
        listening.close();
    }

    @Test
    void reads_nothing_after_the_deadline_although_something_is_there() throws Exception {
        other.getOutputStream().write(new byte[100]);
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isZero();
        socket.useUntil(Deadline.in(Duration.ZERO));

        assertThatThrownBy(() -> in.read(new byte[10])).isInstanceOf(SocketTimeoutException.class);
        Awaitility.await().until(() -> in.available() > 0);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void writes_nothing_after_the_deadline_although_there_is_room() throws Exception {
        OutputStream out = socket.getOutputStream();
        socket.useUntil(Deadline.in(Duration.ZERO));

        assertThatThrownBy(() -> out.write(1)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void answers_for_its_own_channel_whatever_it_is_asked_for() throws Exception {
        assertThat(socket.getSoLinger()).isZero();
        assertThat(socket.getKeepAlive()).isTrue();
        assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        assertThat(socket.getReceiveBufferSize())
                .isEqualTo(socket.getChannel().getOption(StandardSocketOptions.SO_RCVBUF));
        assertThat(socket.getSendBufferSize())
                .isEqualTo(socket.getChannel().getOption(StandardSocketOptions.SO_SNDBUF));

        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
        socket.setReuseAddress(true);

        assertThat(socket.getChannel().getOption(StandardSocketOptions.SO_KEEPALIVE))
                .isFalse();
        assertThat(socket.getReuseAddress()).isTrue();
        assertThat(socket.supportedOptions()).isEqualTo(socket.getChannel().supportedOptions());
    }

    @Test
    void inherits_nothing_that_would_make_a_second_socket() {
        for (Method method : Socket.class.getMethods()) {
            boolean own = method.getDeclaringClass() != Socket.class
                    || Modifier.isStatic(method.getModifiers())
                    || method.getName().equals("setPerformancePreferences")
                    || (method.getName().equals("connect") && method.getParameterCount() == 1); // calls the other
            assertThat(own || isOverridden(method)).as(method.toString()).isTrue();
        }
    }

    private static boolean isOverridden(Method method) {
        try {
            return DeadlineSocket.class
                            .getDeclaredMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass()
                    == DeadlineSocket.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Test
    void a_long_write_keeps_little_memory_outside_the_heap() throws Exception {
        CompletableFuture<Long> kept = new CompletableFuture<>();
        Thread reader = new Thread(this::drain);
        Thread writer = new Thread(() -> {
            long before = outsideTheHeap();
            try {
                socket.getOutputStream().write(new byte[16 * 1024 * 1024]);
                kept.complete(outsideTheHeap() - before);
            } catch (IOException | RuntimeException e) {
                kept.completeExceptionally(e);
            }
        });
        reader.start();
        writer.start();

        assertThat(kept.get()).isLessThan(8 * 1024 * 1024);
        writer.join();
        socket.close();
        reader.join();
    }

    private void drain() {
        try {
            other.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The writer has hung up.
        }
    }

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
