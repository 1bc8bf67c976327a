package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PageServletTest {

    @Test
    void the_page_has_the_text_that_a_setting_replaces() throws IOException {
        assertThat(Files.readString(Path.of("src/main/webapp/page/index.html")))
                .containsOnlyOnce(PageServlet.TOKENS_REFUSED);
    }
}
