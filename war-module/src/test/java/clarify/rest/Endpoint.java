package clarify.rest;

import clarify.journal.JournalExport;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A method of a resource that answers requests. */
record Endpoint(Method method) {

    /** All of them; two that answer the same request in two media types are two. */
    static List<Endpoint> all() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("clarify.rest").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .map(Endpoint::new)
                        .filter(endpoint -> endpoint.httpMethod().isPresent())
                        .toList();
    }

    private Optional<String> httpMethod() {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(httpMethod -> httpMethod != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    /** As {@link OpenApiDocument#operations} has it. */
    String operation() {
        String path = Stream.of(method.getDeclaringClass(), method)
                .map(element -> Optional.ofNullable(element.getAnnotation(Path.class)))
                .flatMap(Optional::stream)
                .map(Path::value)
                .reduce("/api", (base, more) -> base + "/" + more);
        return httpMethod().orElseThrow() + " " + path.replaceAll("\\{\\w+}", "{}");
    }

    /** What the body is read as. */
    Optional<Class<?>> body() {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getAnnotations().length == 0)
                .<Class<?>>map(Parameter::getType)
                .findFirst();
    }

    /** What the answer is written from: of what is read meanwhile, the whole document. */
    Type answer() {
        return method.getReturnType() == Export.class ? JournalExport.class : method.getGenericReturnType();
    }

    List<Parameter> pathParameters() {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(PathParam.class))
                .toList();
    }

    /** As the method asks for them: in lower case, or Jersey does not find them under every locale. */
    List<String> headers() {
        return Arrays.stream(method.getParameters())
                .map(parameter -> parameter.getAnnotation(HeaderParam.class))
                .filter(header -> header != null)
                .map(HeaderParam::value)
                .toList();
    }

    List<String> queryNames() {
        QueryNames names = method.getAnnotation(QueryNames.class);
        return names == null ? List.of() : List.of(names.value());
    }

    /** Whether what it answers has an entity tag: a single row or a context. */
    boolean isTagged() {
        return httpMethod().orElseThrow().equals("GET")
                && (answersContext()
                        || (method.getReturnType().isRecord()
                                && method.getReturnType().getPackageName().equals("clarify.journal")));
    }

    /** Whether it answers with a context, whose parameters {@link ContextQuery} reads. */
    boolean answersContext() {
        return queryNames().contains("budget");
    }

    boolean mayHaveBody() {
        return Set.of("POST", "PUT", "PATCH").contains(httpMethod().orElseThrow());
    }

    boolean readsTheQuery() {
        return List.of(method.getParameterTypes()).contains(UriInfo.class)
                && (httpMethod().orElseThrow().equals("GET") || answersContext());
    }

    @Override
    public String toString() {
        return operation();
    }
}
