package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.kind.Kind;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PathParameterConvertersTest {

    @Test
    void reads_ids_and_kinds() {
        UUID id = UUID.randomUUID();

        assertThat(converter(UUID.class).fromString(id.toString())).isEqualTo(id);
        assertThat(converter(Kind.class).fromString("dreams")).isEqualTo(Kind.DREAMS);
    }

    @Test
    void finds_nothing_where_there_is_another_text() {
        assertThat(Refused.problem(() -> converter(UUID.class).fromString("1-1-1-1-1"))
                        .status())
                .isEqualTo(404);
        assertThat(Refused.problem(() -> converter(Kind.class).fromString("DREAMS"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void leaves_other_types_to_the_server() {
        assertThat(new PathParameterConverters().getConverter(String.class, String.class, new Annotation[0]))
                .isNull();
    }

    private static <T> ParamConverter<T> converter(Class<T> type) {
        return Objects.requireNonNull(new PathParameterConverters().getConverter(type, type, new Annotation[0]));
    }
}
