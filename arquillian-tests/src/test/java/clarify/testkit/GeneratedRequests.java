package clarify.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes requests of the operations in an OpenAPI document: most are valid, others have something odd in them. */
public final class GeneratedRequests {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> ODD = List.of(
            "",
            " ",
            "x",
            "null",
            "0",
            "-1",
            "2026-02-30",
            "9999-12-31",
            "true",
            "a".repeat(300),
            "\u05d7\u05dc\u05d5\u05dd",
            "\ud83c\udf19",
            "\u202e",
            "A\nboat",
            "' or 1=1 --",
            "{\"$ref\":\"#\"}",
            "00000000-0000-0000-0000-000000000000");

    /** None that a server refuses by itself. */
    private static final List<String> ODD_IN_A_PATH = List.of(
            "x",
            "0",
            "-1",
            "null",
            "a".repeat(300),
            "00000000-0000-0000-0000-000000000000",
            "\u05d7\u05dc\u05d5\u05dd");

    private static final List<String> ACCEPT = List.of(
            "application/json",
            "*/*",
            "application/json, text/plain;q=0.5",
            "text/plain",
            "application/problem+json",
            "x/y");

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Random random;
    private final List<Described> operations = new ArrayList<>();

    /**
     * One operation.
     *
     * @param role of its callers
     */
    private record Described(
            String name,
            String method,
            String path,
            String role,
            List<Parameter> parameters,
            @Nullable RequestBody body) {}

    /**
     * A request to send.
     *
     * @param path with its query
     * @param body null if it has none
     */
    public record Generated(
            String operation,
            String role,
            String method,
            String path,
            Map<String, String> headers,
            @Nullable String body) {}

    /** @param random with the same seed the requests are the same, apart from the ids, if these come in the same order */
    public GeneratedRequests(OpenAPI document, Random random) {
        this.random = random;
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> operations.add(new Described(
                                operation.getOperationId(),
                                method.name(),
                                path.replaceFirst("^/api", ""),
                                role(operation.getDescription()),
                                Stream.of(
                                                Optional.ofNullable(item.getParameters()),
                                                Optional.ofNullable(operation.getParameters()))
                                        .flatMap(Optional::stream)
                                        .flatMap(List::stream)
                                        .toList(),
                                operation.getRequestBody()))));
    }

    private static String role(String description) {
        return description.replaceFirst("(?s)Role (\\w+).*", "$1");
    }

    /** The names of all operations. */
    public List<String> operations() {
        return operations.stream().map(Described::name).toList();
    }

    /** @param ids that there are, by the names of the parameters or of the lists that have such rows */
    public Generated next(Map<String, String> ids) {
        Described operation = operations.get(random.nextInt(operations.size()));
        String path = VARIABLE.matcher(operation.path)
                .replaceAll(variable -> encoded(inPath(operation, variable.group(1), ids)));
        String query = "";
        Map<String, String> headers = new TreeMap<>(Map.of("Accept", usually() ? "*/*" : oneOf(ACCEPT)));
        for (Parameter parameter : operation.parameters) {
            switch (parameter.getIn()) {
                case "query" -> {
                    if (random.nextInt(3) == 0) {
                        query += (query.isEmpty() ? "?" : "&") + parameter.getName() + "="
                                + encoded(text(parameter.getSchema(), ids));
                    }
                }
                case "header" -> {
                    if (random.nextInt(5) == 0) {
                        headers.put(parameter.getName(), random.nextBoolean() ? "*" : "\"" + random.nextInt(9) + "\"");
                    }
                }
                default -> {} // in the path
            }
        }
        String body = null;
        if (operation.body != null) {
            Content content = operation.body.getContent();
            headers.put(
                    "Content-Type",
                    usually() ? "application/json" : oneOf(List.of("text/plain", "application/merge-patch+json")));
            body = body(Objects.requireNonNull(content.get("application/json")).getSchema(), ids);
        }
        return new Generated(
                operation.name,
                usually() ? operation.role : oneOf(List.of("user", "agent", "admin", "")),
                operation.method,
                path + query,
                headers,
                body);
    }

    private boolean usually() {
        return random.nextInt(12) != 0;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private String inPath(Described operation, String variable, Map<String, String> ids) {
        if (variable.equals("kind")) {
            return usually() ? oneOf(Journal.KINDS) : oneOf(ODD_IN_A_PATH);
        }
        String list = operation.path.replaceFirst("/users/\\{user}", "").replaceFirst("^/(?:admin/)?(\\w+).*", "$1");
        String known = ids.getOrDefault(variable, ids.getOrDefault(list, ""));
        if (usually() && !known.isEmpty()) {
            return known;
        }
        return random.nextBoolean() ? UUID.randomUUID().toString() : oneOf(ODD_IN_A_PATH);
    }

    private String text(Schema<?> schema, Map<String, String> ids) {
        JsonNode value = value(schema, ids);
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private String body(Schema<?> schema, Map<String, String> ids) {
        String json = value(schema, ids).toString();
        return usually() ? json : json.substring(0, random.nextInt(json.length() + 1));
    }

    private JsonNode value(Schema<?> schema, Map<String, String> ids) {
        if (!usually()) {
            return odd();
        }
        List<?> values = schema.getEnum();
        if (values != null) {
            Object one = oneOf(values);
            return one == null ? JSON.nullNode() : JSON.textNode(one.toString());
        }
        return switch (Objects.requireNonNullElse(schema.getType(), "object")) {
            case "object" -> object(schema, ids);
            case "array" -> {
                var array = JSON.arrayNode();
                int size = Math.max(1, random.nextInt(4));
                for (int i = 0; i < size; i++) {
                    array.add(value(schema.getItems(), ids));
                }
                yield array;
            }
            case "integer" -> JSON.numberNode(number(schema));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.textNode(string(schema, ids));
        };
    }

    private JsonNode odd() {
        return switch (random.nextInt(7)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(random.nextInt());
            case 2 -> JSON.numberNode(new BigDecimal("1e400"));
            case 3 -> JSON.arrayNode().add("x");
            case 4 -> JSON.objectNode().put("x", 1);
            case 5 -> JSON.booleanNode(true);
            default -> JSON.textNode(oneOf(ODD));
        };
    }

    private JsonNode object(Schema<?> schema, Map<String, String> ids) {
        ObjectNode object = JSON.objectNode();
        List<String> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
        for (String name : schema.getProperties().keySet()) {
            if (required.contains(name) ? random.nextInt(20) != 0 : random.nextBoolean()) {
                object.set(name, value(schema.getProperties().get(name), ids));
            }
        }
        if (!usually()) {
            object.put("unknown", "x");
        }
        return object;
    }

    private int number(Schema<?> schema) {
        int least = schema.getMinimum() == null ? 0 : schema.getMinimum().intValue();
        int most = schema.getMaximum() == null ? 10_000 : schema.getMaximum().intValue();
        return usually() ? least + random.nextInt(most - least + 1) : oneOf(List.of(least - 1, most + 1));
    }

    private String string(Schema<?> schema, Map<String, String> ids) {
        if ("uuid".equals(schema.getFormat())) {
            return oneOf(List.copyOf(ids.values()));
        }
        if ("date".equals(schema.getFormat())) {
            return "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
        }
        int most = Objects.requireNonNullElse(schema.getMaxLength(), 50);
        int length = usually() ? 1 + random.nextInt(Math.min(most, 100)) : oneOf(List.of(0, most, most + 1));
        return random.ints(length, 0x20, 0x7f).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
