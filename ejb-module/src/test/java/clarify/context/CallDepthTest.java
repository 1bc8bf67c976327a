package clarify.context;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.CacheNode;
import clarify.cache.FixedBypass;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CallDepthTest {

    /** Nine from the resource to the socket; the resource is one of them. */
    private static final int FRAMES = 8;

    private static List<StackTraceElement> ours(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("clarify.")
                        && !frame.getClassName().contains("Test"))
                .toList();
    }

    private static boolean isReading(Thread thread) {
        return ours(thread).stream()
                .findFirst()
                .filter(frame -> frame.getClassName().contains("DeadlineSocket")
                        && frame.getMethodName().equals("read"))
                .isPresent();
    }

    @Test
    void few_frames_stand_between_a_build_and_the_socket() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                CacheNode cache = new CacheNode(
                        "redis://localhost:" + silent.getLocalPort(),
                        new FixedBypass(),
                        keys -> {},
                        new SimpleMeterRegistry())) {
            ContextBuilder builder =
                    ContextBuilders.on(cache.lists, new NoLookups(), Runnable::run, new SimpleMeterRegistry());
            Thread building = new Thread(() -> builder.warm(UUID.randomUUID()));
            building.start();
            try (Socket accepted = silent.accept()) {
                Awaitility.await("Redis is silent").until(() -> isReading(building));

                assertThat(ours(building)).hasSizeLessThanOrEqualTo(FRAMES);
                assertThat(accepted.isConnected()).isTrue();
            }
            building.join();
        }
    }
}
