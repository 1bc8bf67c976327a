package clarify.rest;

import static java.util.Map.entry;

import clarify.cache.Freshness;
import clarify.journal.Limits;
import clarify.journal.PatchField;
import clarify.kind.Kind;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schemas that the types of bodies and answers call for, written as {@link OpenApiDocument#schema} writes them. */
final class JavaSchema {

    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ViolationMessages())
            .addValueExtractor(new PatchFieldExtractor())
            .buildValidatorFactory()
            .getValidator();

    /** The words of types that their room keeps to itself. */
    private static final List<String> CIRCUIT_STATES = wordsOf(".CircuitRecord$State");

    private static final List<String> HISTORY_STATES = wordsOf(".HistoryState");

    private static final List<String> FRESHNESS =
            Arrays.stream(Freshness.values()).map(Freshness::toString).toList();

    /** What a new row gets where a request leaves a member out. */
    private static final Map<String, Integer> DEFAULTS =
            Map.of("priority", Limits.DEFAULT_PRIORITY, "strength", Limits.DEFAULT_STRENGTH);

    /** What answers promise and their types do not say. */
    private static final Map<String, Consumer<ObjectNode>> PROMISES = Map.ofEntries(
            entry("ProfileView.email", schema -> schema.put("format", "email")),
            entry("DreamView.priority", JavaSchema::oneToTen),
            entry("PatternView.strength", JavaSchema::oneToTen),
            entry("LeftOut.items", schema -> schema.put("minimum", 1)),
            entry("CacheStatus.state", schema -> words(schema, CIRCUIT_STATES)),
            entry("CacheStatus.history", schema -> words(schema, HISTORY_STATES)),
            entry("Node.circuit", schema -> words(schema, and(CIRCUIT_STATES, "none"))),
            entry("Node.freshness", schema -> words(schema, FRESHNESS)));

    private static final Set<Type> LISTS = Set.of(List.class, Iterator.class);

    private JavaSchema() {}

    private static List<String> wordsOf(String type) {
        return new ClassFileImporter()
                .importPackages("clarify").stream()
                        .filter(imported -> imported.getName().endsWith(type))
                        .flatMap(imported -> Arrays.stream(imported.reflect().getEnumConstants()))
                        .map(Object::toString)
                        .toList();
    }

    /** What a request's body must be. */
    static ObjectNode ofRequest(Class<?> type) {
        return isArray(type) ? elementsOf(type, type.getRecordComponents()[0]) : ofBody(type);
    }

    private static ObjectNode ofBody(Class<?> type) {
        ObjectNode schema = object();
        schema.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        Set<String> required = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean isPatch = component.getType() == PatchField.class;
            ElementDescriptor value = isPatch ? elementOf(type, component) : descriptor(type, component);
            ObjectNode property = component.getType() == List.class
                    ? elementsOf(type, component)
                    : ofValue(isPatch ? argument(component) : component.getGenericType());
            constrain(property, value);
            if (!has(value, NotNull.class)) {
                nullable(property);
            } else if (!isPatch) {
                required.add(component.getName());
            }
            if (!isPatch && DEFAULTS.containsKey(component.getName())) {
                property.put("default", DEFAULTS.get(component.getName()));
            }
            properties.set(component.getName(), property);
        }
        require(schema, required);
        return schema;
    }

    /** A list of bodies. */
    private static ObjectNode elementsOf(Class<?> type, RecordComponent component) {
        ElementDescriptor element = elementOf(type, component);
        if (!has(element, NotNull.class) || !((CascadableDescriptor) element).isCascaded()) {
            throw new AssertionError("the elements of " + type + " are not checked");
        }
        ObjectNode schema = object();
        schema.put("type", "array");
        schema.set("items", ofBody(argument(component)));
        constrain(schema, descriptor(type, component));
        return schema;
    }

    /** What an answer is. */
    static ObjectNode ofAnswer(Type type) {
        if (type instanceof ParameterizedType list && LISTS.contains(list.getRawType())) {
            ObjectNode schema = object();
            schema.put("type", "array").set("items", ofAnswer(list.getActualTypeArguments()[0]));
            return schema;
        }
        return type instanceof Class<?> record && record.isRecord() ? ofView(record) : ofValue(type);
    }

    private static ObjectNode ofView(Class<?> type) {
        ObjectNode schema = object();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        Set<String> required = new TreeSet<>();
        Optional<JsonInclude.Include> include =
                Optional.ofNullable(type.getAnnotation(JsonInclude.class)).map(JsonInclude::value);
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode property = ofAnswer(component.getGenericType());
            boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean isLeftOut = include.filter(rule ->
                            isNullable || (rule == JsonInclude.Include.NON_EMPTY && component.getType() == List.class))
                    .isPresent();
            if (!isLeftOut) {
                required.add(component.getName());
            }
            if (isNullable && !isLeftOut) {
                nullable(property);
            }
            Optional.ofNullable(PROMISES.get(type.getSimpleName() + "." + component.getName()))
                    .ifPresent(promise -> promise.accept(property));
            properties.set(component.getName(), property);
        }
        require(schema, required);
        return schema;
    }

    /** By their simple names, the schemas of a record or list, of all records and enums that it consists of. */
    static Map<String, ObjectNode> named(Type type, Function<Class<?>, ObjectNode> ofRecord) {
        Map<String, ObjectNode> schemas = new HashMap<>();
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                schemas.putAll(named(argument, ofRecord));
            }
        } else if (type instanceof Class<?> choice && choice.isEnum()) {
            schemas.put(choice.getSimpleName(), ofValue(choice));
        } else if (type instanceof Class<?> record && record.isRecord()) {
            schemas.put(record.getSimpleName(), ofRecord.apply(record));
            for (RecordComponent component : record.getRecordComponents()) {
                schemas.putAll(named(component.getGenericType(), ofRecord));
            }
        }
        return schemas;
    }

    /** A value that is no record. */
    static ObjectNode ofValue(Type type) {
        ObjectNode schema = object();
        if (type == String.class) {
            return schema.put("type", "string");
        }
        if (type == UUID.class) {
            return schema.put("type", "string").put("format", "uuid");
        }
        if (type == ProblemType.class) {
            return schema.put("type", "string").put("format", "uri-reference");
        }
        if (type == LocalDate.class) {
            return schema.put("type", "string").put("format", "date");
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type == Duration.class) {
            return schema.put("type", "string").put("format", "duration");
        }
        if (Set.<Type>of(int.class, Integer.class, long.class, Long.class).contains(type)) {
            return schema.put("type", "integer");
        }
        if (type == boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            words(
                    schema.put("type", "string"),
                    Arrays.stream(choice.getEnumConstants())
                            .map(JavaSchema::word)
                            .toList());
            return schema;
        }
        throw new AssertionError("no JSON form is known of " + type);
    }

    private static String word(Object constant) {
        return constant instanceof Kind kind ? kind.label() : constant.toString();
    }

    private static void constrain(ObjectNode schema, ElementDescriptor value) {
        value.getConstraintDescriptors().forEach(constraint -> constrain(schema, constraint));
    }

    private static void constrain(ObjectNode schema, ConstraintDescriptor<?> constraint) {
        Annotation annotation = constraint.getAnnotation();
        String unit = schema.path("type").asText().equals("array") ? "Items" : "Length";
        if (annotation instanceof Size size) {
            if (size.min() > 0) {
                schema.put("min" + unit, size.min());
            }
            schema.put("max" + unit, size.max());
        } else if (annotation instanceof NotBlankText) {
            schema.put("minLength", 1);
        } else if (annotation instanceof MessageContent) {
            schema.put("maxLength", Limits.DEFAULT_MESSAGE_CONTENT);
        } else if (annotation instanceof Min min) {
            schema.put("minimum", (int) min.value());
        } else if (annotation instanceof Max max) {
            schema.put("maximum", (int) max.value());
        } else if (annotation instanceof Pattern pattern) {
            words(schema, List.of(pattern.regexp().split("\\|")));
        } else if (!(annotation instanceof NotNull)) {
            throw new AssertionError("no keyword is known of " + annotation);
        }
    }

    /** A null that is not among the choices is none of them, whatever {@code nullable} says. */
    private static void nullable(ObjectNode schema) {
        schema.put("nullable", true);
        if (schema.path("enum") instanceof ArrayNode choices) {
            choices.addNull();
        }
    }

    private static void words(ObjectNode schema, List<String> words) {
        ArrayNode choices = schema.putArray("enum");
        words.forEach(choices::add);
    }

    private static List<String> and(List<String> words, String more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }

    private static void oneToTen(ObjectNode schema) {
        schema.put("minimum", Limits.MIN_RATING).put("maximum", Limits.MAX_RATING);
    }

    private static void require(ObjectNode schema, Set<String> names) {
        if (!names.isEmpty()) {
            ArrayNode required = schema.putArray("required");
            names.forEach(required::add);
        }
    }

    private static boolean isArray(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .map(constructor -> constructor.getAnnotation(JsonCreator.class))
                .anyMatch(creator -> creator != null && creator.mode() == JsonCreator.Mode.DELEGATING);
    }

    /** A component without constraints has no descriptor of its own: it is described by one that has none either. */
    private static ElementDescriptor descriptor(Class<?> type, RecordComponent component) {
        PropertyDescriptor property =
                VALIDATOR.getConstraintsForClass(type).getConstraintsForProperty(component.getName());
        return property == null ? VALIDATOR.getConstraintsForClass(Object.class) : property;
    }

    private static ElementDescriptor elementOf(Class<?> type, RecordComponent component) {
        return Optional.of(descriptor(type, component))
                .filter(PropertyDescriptor.class::isInstance)
                .map(PropertyDescriptor.class::cast)
                .flatMap(property ->
                        property.getConstrainedContainerElementTypes().stream().findFirst())
                .map(ElementDescriptor.class::cast)
                .orElseGet(() -> VALIDATOR.getConstraintsForClass(Object.class));
    }

    private static Class<?> argument(RecordComponent component) {
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static boolean has(ElementDescriptor value, Class<? extends Annotation> constraint) {
        return value.getConstraintDescriptors().stream()
                .anyMatch(found -> found.getAnnotation().annotationType() == constraint);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
