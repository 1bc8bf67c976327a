package clarify.rest;

import clarify.kind.Kind;
import clarify.text.Uuids;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses path parameters; a value that is not in canonical form is answered with 404. */
@Provider
public class PathParameterConverters implements ParamConverterProvider {

    private static final Map<Class<?>, Converter<?>> CONVERTERS = Map.of(
            UUID.class, new Converter<>(Uuids::parse),
            Kind.class, new Converter<>(PathParameterConverters::kind));

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return (ParamConverter<T>) CONVERTERS.get(type);
    }

    private static Optional<Kind> kind(String label) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    private record Converter<T>(Function<String, Optional<T>> parse) implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            return parse.apply(text)
                    .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND).exception());
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
