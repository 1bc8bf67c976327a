package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.000000001S, 1000",
        "PT0.5S, 1000",
        "PT1S, 1000",
        "PT1.001S, 2000",
        "PT2S, 2000",
        "P10000D, 2147483000"
    })
    void a_time_out_is_rounded_up_to_whole_seconds(Duration limit, int milliseconds) {
        assertThat(Lookups.timeoutMillis(limit)).isEqualTo(milliseconds);
    }
}
