package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExportOutputTest {

    private final ByteArrayOutputStream client = new ByteArrayOutputStream();
    private final AtomicBoolean left = new AtomicBoolean();
    private final List<String> events = new ArrayList<>();
    private final ExportOutput output = over(client);

    private ExportOutput over(OutputStream stream) {
        var made = new ExportOutput(
                stream,
                left::get,
                () -> events.add(Thread.currentThread().isInterrupted() ? "leaves at once" : "leaves"),
                () -> events.add("begins"));
        made.whenPassedOn(() -> events.add("moved"));
        return made;
    }

    @Test
    void a_small_export_is_sent_at_its_end() throws IOException {
        output.write(new byte[ExportOutput.PART]);
        assertThat(client.size()).isZero();
        assertThat(output.hasBegun()).isFalse();

        output.finish();

        assertThat(client.size()).isEqualTo(ExportOutput.PART);
        assertThat(output.hasBegun()).isTrue();
        assertThat(events).containsExactly("begins", "moved");
    }

    @Test
    void a_large_one_is_sent_in_parts_and_whole() throws IOException {
        byte[] much = new byte[3 * ExportOutput.PART + 7];
        for (int i = 0; i < much.length; i++) {
            much[i] = (byte) (i * 31);
        }

        output.write(much[0]);
        output.write(much, 1, much.length - 1);
        assertThat(client.size()).isEqualTo(3 * ExportOutput.PART);
        output.finish();

        assertThat(client.toByteArray()).isEqualTo(much);
        assertThat(events).containsExactly("begins", "moved", "moved", "moved", "moved");
    }

    @Test
    void a_client_that_has_left_gets_nothing_more() throws IOException {
        output.write(new byte[ExportOutput.PART]);
        left.set(true);

        assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class);

        assertThat(output.isClientGone()).isTrue();
        assertThat(events).containsExactly("begins");
    }

    @Test
    void a_client_that_takes_nothing_is_given_up() throws Exception {
        var begun = new CountDownLatch(1);
        ExportOutput stuck = over(new Unread(begun));
        var sending = CompletableFuture.supplyAsync(() -> {
            try {
                stuck.finish();
                return "sent";
            } catch (IOException e) {
                return Thread.currentThread().isInterrupted() ? "interrupted" : "ended";
            }
        });
        begun.await();

        stuck.giveUp();

        assertThat(sending.join()).isEqualTo("ended");
        assertThat(stuck.isClientGone()).isTrue();
        assertThat(events).containsExactly("begins", "leaves at once");
    }

    @Test
    void nobody_is_interrupted_who_is_not_sending() throws IOException {
        output.giveUp();
        output.finish();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(output.isClientGone()).isFalse();
    }

    /** A client that never reads. */
    private static final class Unread extends OutputStream {

        private final CountDownLatch begun;

        Unread(CountDownLatch begun) {
            this.begun = begun;
        }

        @Override
        public void write(int b) {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                write(0);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }
}
