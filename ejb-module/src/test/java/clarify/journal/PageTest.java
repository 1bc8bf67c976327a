package clarify.journal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void holds_one_to_a_hundred_rows(int limit) {
        assertThatNoException().isThrownBy(() -> new Page(limit, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 101})
    void refuses_any_other_number(int limit) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Page(limit, null));
    }
}
