package clarify.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP;q=0.5", "deflate, gzip;q=1.0, br", "br,gzip ; q=0.001"})
    void is_accepted_by_who_names_it(String line) {
        assertThat(Gzip.isAccepted(List.of(line))).isTrue();
        assertThat(Gzip.isAccepted(List.of("br", line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "x-gzip", "gzip;q=0", "br, gzip;q=0.000, *;q=0.1", "gzip;q"})
    void is_not_accepted_by_others(String line) {
        assertThat(Gzip.isAccepted(List.of(line))).isFalse();
    }

    @Test
    void is_not_accepted_by_who_says_nothing() {
        assertThat(Gzip.isAccepted(List.of())).isFalse();
    }

    @Test
    void keeps_the_content() throws IOException {
        byte[] content = "clarify_cache_reads_total 5\n".repeat(1_000).getBytes(UTF_8);

        byte[] compressed = Gzip.compress(content);

        assertThat(compressed.length).isLessThan(content.length / 10);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            assertThat(plain.readAllBytes()).isEqualTo(content);
        }
    }
}
