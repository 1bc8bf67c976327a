package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    private static final String ID = "12345678-9abc-4def-8012-3456789abcde";

    @Test
    void comes_back_as_it_was_written() {
        Position position = new Position(Instant.parse("2026-11-28T10:11:12.123456Z"), UUID.fromString(ID));

        assertThat(position).hasToString("2026-11-28T10:11:12.123456Z_" + ID);
        assertThat(Position.parse(position.toString())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                ID,
                "_" + ID,
                "2026-11-28T10:11:12Z",
                "2026-11-28T10:11:12Z_",
                "2026-11-28T10:11:12Z_1-1-1-1-1",
                "2026-11-28T10:11:12_" + ID,
                "2026-11-28_" + ID,
                "+10000-01-01T00:00:00Z_" + ID,
                "0000-12-31T23:59:59Z_" + ID,
                "+1000000000-12-31T23:59:59Z_" + ID
            })
    void what_it_has_not_written_is_none(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }
}
