package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clarify.concurrent.Bulkhead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LargeAnswersTest {

    private static final byte[] SMALL = new byte[LargeAnswers.FROM_BYTES - 1];
    private static final byte[] LARGE = new byte[LargeAnswers.FROM_BYTES];

    private final LargeAnswers answers =
            new LargeAnswers(() -> "Maya", new Bulkhead(1, 1, Duration.ZERO), System::nanoTime);

    @Test
    void are_written_whole() throws IOException {
        var output = new ByteArrayOutputStream();

        answers.write(LARGE, output);
        answers.write(SMALL, output);

        assertThat(output.size()).isEqualTo(LARGE.length + SMALL.length);
    }

    @Test
    void are_refused_while_others_are_not_read_and_small_ones_are_not() throws IOException {
        var unread = new Unread();
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> write(unread));
        unread.awaitBegun();
        var output = new ByteArrayOutputStream();

        Problem problem = Refused.problem(() -> answers.write(LARGE, output));
        answers.write(SMALL, output);

        assertThat(problem.status()).isEqualTo(503);
        assertThat(output.size()).isEqualTo(SMALL.length);
        unread.read.countDown();
        first.join();
        answers.write(LARGE, output);
        assertThat(output.size()).isEqualTo(SMALL.length + LARGE.length);
    }

    @Test
    void give_their_places_back_when_the_client_leaves() throws IOException {
        OutputStream left = OutputStream.nullOutputStream();
        left.close();

        assertThatThrownBy(() -> answers.write(LARGE, left)).isInstanceOf(IOException.class);

        answers.write(LARGE, new ByteArrayOutputStream());
    }

    private void write(OutputStream output) {
        try {
            answers.write(LARGE, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that reads when it is told to. */
    private static final class Unread extends OutputStream {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch read = new CountDownLatch(1);

        void awaitBegun() {
            await(begun);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int b) {
            begun.countDown();
            await(read);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            write(0);
        }
    }
}
