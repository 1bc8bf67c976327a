package clarify.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The OpenAPI document that ships. */
final class OpenApiDocument {

    private static final String SCHEMAS = "/components/schemas/";

    /** Says nothing about a value. */
    private static final Set<String> PROSE = Set.of("description", "example");

    private final JsonNode document;

    private OpenApiDocument(JsonNode document) {
        this.document = document;
    }

    static OpenApiDocument shipped() {
        try (InputStream yaml = OpenApiDocument.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return new OpenApiDocument(new YAMLMapper().readTree(Objects.requireNonNull(yaml)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By method and path, such as {@code GET /api/dreams/{}}; a path's parameters have lost their names. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        for (var path : document.required("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                operations.put(
                        operation.getKey().toUpperCase(Locale.ROOT)
                                + " "
                                + path.getKey().replaceAll("\\{\\w+}", "{}"),
                        operation.getValue());
            }
        }
        return operations;
    }

    /** The schemas that have a name, without references. */
    Map<String, JsonNode> schemas() {
        Map<String, JsonNode> schemas = new TreeMap<>();
        for (var schema : document.at("/components/schemas").properties()) {
            schemas.put(schema.getKey(), schema(schema.getValue()));
        }
        return schemas;
    }

    /** The names of the schemas that operations refer to, directly or not. */
    Set<String> schemasInUse() {
        Set<String> seen = new HashSet<>();
        collect(document.required("paths"), seen);
        Set<String> names = new TreeSet<>();
        seen.stream()
                .filter(ref -> ref.contains(SCHEMAS))
                .forEach(ref -> names.add(ref.substring(ref.lastIndexOf('/') + 1)));
        return names;
    }

    private void collect(JsonNode node, Set<String> seen) {
        for (String ref : node.findValuesAsText("$ref")) {
            if (seen.add(ref)) {
                collect(target(ref), seen);
            }
        }
    }

    /** What a parameter, a response or a header is, wherever it stands. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? target(node.get("$ref").asText()) : node;
    }

    Stream<JsonNode> parameters(JsonNode operation, String place) {
        return stream(operation.path("parameters"))
                .map(this::resolved)
                .filter(parameter -> parameter.required("in").asText().equals(place));
    }

    /** A schema with all that it refers to in its place, without prose; {@code required} is sorted. */
    JsonNode schema(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema(target(schema.get("$ref").asText()));
        }
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        for (var keyword : schema.properties()) {
            switch (keyword.getKey()) {
                case "properties" -> {
                    ObjectNode properties = plain.putObject("properties");
                    keyword.getValue()
                            .properties()
                            .forEach(property -> properties.set(property.getKey(), schema(property.getValue())));
                }
                case "items" -> plain.set("items", schema(keyword.getValue()));
                case "allOf" -> keyword.getValue().forEach(part -> plain.setAll((ObjectNode) schema(part)));
                case "required" -> plain.set("required", sorted(keyword.getValue()));
                default -> {
                    if (!PROSE.contains(keyword.getKey())) {
                        plain.set(keyword.getKey(), keyword.getValue());
                    }
                }
            }
        }
        return plain;
    }

    private JsonNode target(String ref) {
        return document.requiredAt(ref.substring(1));
    }

    private static ArrayNode sorted(JsonNode names) {
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        stream(names).map(JsonNode::asText).sorted().forEach(sorted::add);
        return sorted;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
