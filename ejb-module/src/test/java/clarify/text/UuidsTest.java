package clarify.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {

    @Test
    void reads_an_id_in_small_letters_and_capitals() {
        UUID id = UUID.fromString("0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d");

        assertThat(Uuids.parse("0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d")).contains(id);
        assertThat(Uuids.parse("0A1B2C3D-4E5F-6A7B-8C9D-0E1F2A3B4C5D")).contains(id);
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
        assertThat(Uuids.parse(text)).isEmpty();
    }

    /** As {@code uuidgen --sha1 --namespace @url --name ...} makes it. */
    @Test
    void a_url_has_the_same_id_everywhere() {
        assertThat(Uuids.ofUrl("https://issuer.example#maya")).hasToString("f30506b1-1371-54af-a6a3-e7d181ceef00");
        assertThat(Uuids.ofUrl("https://issuer.example#Zo\u00eb")).hasToString("9a361e58-3dc2-5e71-964f-fad953027268");
    }
}
