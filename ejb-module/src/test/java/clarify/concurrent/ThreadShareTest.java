package clarify.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadShareTest {

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "4, 40", "5, 40", "64, 40"})
    void it_grows_with_the_processors_until_the_threads_do_not(int processors, int share) {
        assertThat(ThreadShare.of(10, processors)).isEqualTo(share);
    }
}
