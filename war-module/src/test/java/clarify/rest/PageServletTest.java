package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageServletTest {

    @Test
    void the_page_has_the_texts_that_settings_replace() throws IOException {
        assertThat(Files.readString(Path.of("src/main/webapp/page/index.html")))
                .containsOnlyOnce(PageServlet.TOKENS_REFUSED)
                .containsOnlyOnce(PageServlet.PAGES_MAX_MESSAGE);
    }

    @Test
    void the_document_has_the_length_that_a_setting_replaces_wherever_a_message_is_written() throws IOException {
        String document = Files.readString(Path.of("src/main/resources/META-INF/openapi.yaml"));

        assertThat(document.split(Pattern.quote(PageServlet.DOCUMENTS_MAX_MESSAGE), -1))
                .hasSize(1 + 3);
    }
}
