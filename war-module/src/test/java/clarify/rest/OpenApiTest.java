package clarify.rest;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.DreamStatus;
import clarify.journal.Page;
import clarify.journal.SessionStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document says of bodies, answers and parameters what the code does with them. */
class OpenApiTest {

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.shipped();
    private static final Map<String, JsonNode> OPERATIONS = DOCUMENT.operations();
    private static final List<Endpoint> ENDPOINTS = Endpoint.all();

    static Stream<Endpoint> endpoints() {
        return ENDPOINTS.stream();
    }

    @Test
    void each_operation_is_a_method_of_a_resource() {
        assertThat(OPERATIONS.keySet())
                .isNotEmpty()
                .isEqualTo(ENDPOINTS.stream().map(Endpoint::operation).collect(toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_body_keeps_to_the_limits_of_its_record(Endpoint endpoint) {
        JsonNode body = operation(endpoint).path("requestBody");

        assertThat(Optional.of(body)
                        .filter(JsonNode::isObject)
                        .map(said -> DOCUMENT.schema(said.at("/content/application~1json/schema"))))
                .isEqualTo(endpoint.body().map(JavaSchema::ofRequest));
        assertThat(body.path("required").asBoolean()).isEqualTo(endpoint.body().isPresent());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_answer_has_the_components_of_its_record(Endpoint endpoint) {
        Set<JsonNode> answers = successes(operation(endpoint))
                .map(answer -> answer.at("/content/application~1json/schema"))
                .filter(JsonNode::isObject)
                .map(DOCUMENT::schema)
                .collect(toSet());
        Type type = endpoint.answer();

        if (type == Response.class) {
            assertThat(successes(operation(endpoint)).map(answer -> answer.path("content")))
                    .allSatisfy(content -> assertThat(content).isNotEmpty());
            assertThat(answers).isSubsetOf(views());
        } else if (type == void.class || type == String.class) {
            assertThat(answers).isEmpty();
        } else {
            assertThat(answers).containsExactly(JavaSchema.ofAnswer(type));
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void the_schemas_of_bodies_and_answers_have_the_names_of_their_records(Endpoint endpoint) {
        Stream<JsonNode> body =
                Stream.of(operation(endpoint).path("requestBody").at("/content/application~1json/schema"));
        Stream<JsonNode> answers =
                successes(operation(endpoint)).map(answer -> answer.at("/content/application~1json/schema"));

        assertThat(body.flatMap(OpenApiTest::names))
                .isEqualTo(endpoint.body().map(Class::getSimpleName).stream().toList());
        if (endpoint.answer() instanceof Class<?> type && type.isRecord()) {
            assertThat(answers.flatMap(OpenApiTest::names)).containsOnly(type.getSimpleName());
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void every_other_answer_is_a_problem(Endpoint endpoint) {
        List<JsonNode> problems = operation(endpoint).required("responses").properties().stream()
                .filter(response -> !response.getKey().matches("2..|304"))
                .map(response -> DOCUMENT.resolved(response.getValue()))
                .toList();

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(
                        problem -> assertThat(DOCUMENT.schema(problem.at("/content/application~1problem+json/schema")))
                                .isEqualTo(JavaSchema.ofAnswer(Problem.class)));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_path_has_the_parameters_of_its_method(Endpoint endpoint) {
        List<JsonNode> parameters =
                DOCUMENT.parameters(operation(endpoint), "path").toList();

        assertThat(parameters)
                .extracting(parameter -> parameter.get("name").asText())
                .containsExactlyElementsOf(endpoint.pathParameters().stream()
                        .map(parameter ->
                                parameter.getAnnotation(PathParam.class).value())
                        .toList());
        assertThat(parameters)
                .extracting(parameter -> DOCUMENT.schema(parameter.get("schema")))
                .containsExactlyElementsOf(endpoint.pathParameters().stream()
                        .map(parameter -> (JsonNode) JavaSchema.ofValue(parameter.getType()))
                        .toList());
        assertThat(parameters).allMatch(parameter -> parameter.path("required").asBoolean());
    }

    /** Generated clients make one parameter of two. */
    @ParameterizedTest
    @MethodSource("endpoints")
    void no_two_parameters_have_one_name(Endpoint endpoint) {
        assertThat(Stream.of("path", "query", "header")
                        .flatMap(place -> DOCUMENT.parameters(operation(endpoint), place)))
                .extracting(parameter -> parameter.get("name").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_header_is_a_parameter_of_its_method(Endpoint endpoint) {
        assertThat(DOCUMENT.parameters(operation(endpoint), "header"))
                .extracting(parameter -> parameter.get("name").asText().toLowerCase(Locale.ROOT))
                .containsExactlyElementsOf(
                        endpoint.isTagged() ? List.of(RequestHeaders.IF_NONE_MATCH) : endpoint.headers());
        assertThat(operation(endpoint).required("responses").has("304")).isEqualTo(endpoint.isTagged());
        assertThat(operation(endpoint).required("responses").has("428"))
                .isEqualTo(endpoint.method().getName().equals("deleteProfile"));
        assertThat(operation(endpoint).required("responses").has("412"))
                .isEqualTo(endpoint.operation().matches("(PUT|PATCH|DELETE) .*"));
        assertThat(operation(endpoint).required("responses").has("422"))
                .isEqualTo(endpoint.headers().contains(RequestHeaders.IDEMPOTENCY_KEY));
    }

    /** Those of administrators create nothing. */
    @Test
    void every_post_that_creates_rows_takes_a_key() {
        assertThat(ENDPOINTS)
                .filteredOn(endpoint -> endpoint.operation().startsWith("POST"))
                .filteredOn(endpoint -> !endpoint.operation().contains("/admin/"))
                .hasSizeGreaterThan(8)
                .allSatisfy(endpoint -> assertThat(endpoint.headers()).containsExactly(RequestHeaders.IDEMPOTENCY_KEY));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_query_has_the_parameters_that_are_read(Endpoint endpoint) throws ReflectiveOperationException {
        List<JsonNode> parameters =
                DOCUMENT.parameters(operation(endpoint), "query").toList();

        assertThat(parameters)
                .extracting(parameter -> parameter.get("name").asText())
                .containsExactlyInAnyOrderElementsOf(endpoint.readsTheQuery() ? read(endpoint) : Set.of());
        assertThat(endpoint.queryNames())
                .containsExactlyInAnyOrderElementsOf(parameters.stream()
                        .map(parameter -> parameter.get("name").asText())
                        .toList());
        assertThat(parameters).allSatisfy(parameter -> {
            assertThat(DOCUMENT.schema(parameter.get("schema")))
                    .isEqualTo(queryParameter(endpoint, parameter.get("name").asText()));
            assertThat(parameter.path("required").asBoolean()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void a_page_has_a_link_to_the_next(Endpoint endpoint) {
        JsonNode answer = operation(endpoint).at("/responses/200/headers/Link");

        assertThat(answer.isMissingNode()).isNotEqualTo(endpoint.queryNames().contains("before"));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_operation_has_every_status_that_a_filter_answers(Endpoint endpoint) {
        JsonNode operation = operation(endpoint);

        assertThat(operation.required("responses").fieldNames())
                .toIterable()
                .contains("400", "401", "403", "431", "500", "503")
                .containsAll(endpoint.mayHaveBody() ? Set.of("408", "413", "415") : Set.of())
                .containsAll(endpoint.pathParameters().isEmpty() ? Set.of() : Set.of("404"))
                .containsAll(successes(operation).anyMatch(answer -> answer.has("content")) ? Set.of("406") : Set.of());
    }

    @Test
    void every_patch_takes_a_merge_patch() {
        assertThat(OPERATIONS)
                .allSatisfy((name, operation) -> assertThat(
                                operation.at("/requestBody/content/application~1merge-patch+json"))
                        .isEqualTo(
                                name.startsWith("PATCH")
                                        ? operation.at("/requestBody/content/application~1json")
                                        : MissingNode.getInstance()));
        assertThat(ENDPOINTS)
                .filteredOn(endpoint -> endpoint.operation().startsWith("PATCH"))
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(
                                endpoint.method().getAnnotation(Consumes.class).value())
                        .containsExactly("application/json", "application/merge-patch+json"));
    }

    @Test
    void a_schema_is_what_the_type_of_its_name_calls_for() {
        Map<String, JsonNode> types = new TreeMap<>();
        ENDPOINTS.forEach(endpoint -> {
            endpoint.body().ifPresent(type -> types.putAll(JavaSchema.named(type, JavaSchema::ofRequest)));
            types.putAll(JavaSchema.named(endpoint.answer(), JavaSchema::ofAnswer));
        });
        types.putAll(JavaSchema.named(Problem.class, JavaSchema::ofAnswer));

        assertThat(DOCUMENT.schemas())
                .isNotEmpty()
                .isEqualTo(types.entrySet().stream()
                        .filter(type -> DOCUMENT.schemas().containsKey(type.getKey()))
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void every_schema_is_in_use() {
        assertThat(DOCUMENT.schemas().keySet()).isNotEmpty().isEqualTo(DOCUMENT.schemasInUse());
    }

    /** What is complained about when everything is wrong that any operation takes. */
    private static Set<String> read(Endpoint endpoint) throws ReflectiveOperationException {
        if (endpoint.answersContext()) {
            return Set.of("session", "budget", "fresh");
        }
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        OPERATIONS
                .values()
                .forEach(operation -> DOCUMENT.parameters(operation, "query")
                        .forEach(parameter ->
                                query.putSingle(parameter.get("name").asText(), "wrong")));
        Constructor<?> constructor = endpoint.method().getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        Object resource = constructor.newInstance();
        Object[] arguments = Stream.of(endpoint.method().getParameterTypes())
                .map(type -> type == UriInfo.class ? uriWith(query) : UUID.randomUUID())
                .toArray();
        return Set.copyOf(Refused.places(() -> invoke(endpoint, resource, arguments)));
    }

    private static void invoke(Endpoint endpoint, Object resource, Object[] arguments) throws Throwable {
        try {
            endpoint.method().invoke(resource, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static UriInfo uriWith(MultivaluedMap<String, String> query) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getQueryParameters")) {
                        return query;
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    private static JsonNode queryParameter(Endpoint endpoint, String name) {
        return switch (name) {
            case "session" -> JavaSchema.ofValue(UUID.class);
            case "before" -> JavaSchema.ofValue(String.class);
            case "budget" -> JavaSchema.ofValue(int.class).put("minimum", 1);
            case "limit" ->
                JavaSchema.ofValue(int.class)
                        .put("minimum", 1)
                        .put("maximum", Page.MAX_LIMIT)
                        .put("default", Page.DEFAULT_LIMIT);
            case "fresh" -> JavaSchema.ofValue(ContextQuery.Fresh.class);
            case "status" ->
                JavaSchema.ofValue(endpoint.operation().contains("dreams") ? DreamStatus.class : SessionStatus.class);
            default -> throw new AssertionError("nothing is known of " + name);
        };
    }

    private static Stream<String> names(JsonNode schema) {
        return Stream.of(schema.path("$ref").asText(""))
                .filter(reference -> !reference.isEmpty())
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1));
    }

    /** Everything that a method of a resource answers, and each element of a list. */
    private static Set<JsonNode> views() {
        return ENDPOINTS.stream()
                .map(Endpoint::answer)
                .filter(type ->
                        !Set.<Type>of(void.class, String.class, Response.class).contains(type))
                .flatMap(type -> type instanceof ParameterizedType list
                        ? Stream.of(type, list.getActualTypeArguments()[0])
                        : Stream.of(type))
                .map(JavaSchema::ofAnswer)
                .collect(toSet());
    }

    private static JsonNode operation(Endpoint endpoint) {
        return Optional.ofNullable(OPERATIONS.get(endpoint.operation())).orElseThrow();
    }

    private static Stream<JsonNode> successes(JsonNode operation) {
        return operation.required("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(Map.Entry::getValue);
    }
}
