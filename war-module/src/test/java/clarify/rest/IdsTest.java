package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void reads_an_id_in_small_letters_and_capitals() {
        UUID id = UUID.fromString("0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d");

        assertThat(Ids.parse("0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d")).contains(id);
        assertThat(Ids.parse("0A1B2C3D-4E5F-6A7B-8C9D-0E1F2A3B4C5D")).contains(id);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "x",
                "1-1-1-1-1",
                "0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d",
                "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d ",
                "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5g"
            })
    void reads_nothing_else(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }
}
