package dev.tickbird.schemas.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.wire.CloudEvent;
import dev.tickbird.schemas.wire.Codec;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of one record, read from the record itself: components, {@code @Nullable}, Jackson's annotations,
 * and the sentences of its documentation. Objects are open, so that a newer writer's fields pass.
 *
 * <p>Required is what every writer writes and no reader can do without. A list or map may be absent, which means empty; what may
 * be null is absent instead.
 */
final class SchemaDocument {
    private static final Map<Class<?>, String> PATTERNS = Map.of(
            InstanceId.class, "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
            FindingId.class, "^fnd_[0-9a-f]{32}$",
            ActionId.class, "^act_[0-9a-f]{32}$",
            ActionDigest.class, "^sha256:[0-9a-f]{64}$");
    /** Hours, minutes and seconds with fractions, which {@code format: duration} refuses. */
    private static final String DURATION = "^PT(-?\\d+H)?(-?\\d+M)?(-?\\d+(\\.\\d{1,9})?S)?$";

    private static final Map<Class<?>, List<String>> PLAIN = Map.ofEntries(
            Map.entry(String.class, List.of("string")),
            Map.entry(boolean.class, List.of("boolean")),
            Map.entry(Boolean.class, List.of("boolean")),
            Map.entry(int.class, List.of("integer", "int32")),
            Map.entry(Integer.class, List.of("integer", "int32")),
            Map.entry(long.class, List.of("integer", "int64")),
            Map.entry(Long.class, List.of("integer", "int64")),
            Map.entry(double.class, List.of("number")),
            Map.entry(Double.class, List.of("number")),
            Map.entry(BigDecimal.class, List.of("number")),
            Map.entry(Instant.class, List.of("string", "date-time")),
            Map.entry(ZoneId.class, List.of("string")),
            Map.entry(Duration.class, List.of("string")));

    private final Sentences sentences;
    private final Map<String, JsonNode> definitions = new TreeMap<>();
    private final Set<String> silent = new TreeSet<>();

    SchemaDocument(Sentences sentences) {
        this.sentences = sentences;
    }

    /** The whole document. */
    ObjectNode of(String name, Class<?> type) {
        ObjectNode root = object().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", CloudEvent.schema(name, 1)).put("title", name);
        root.put("$comment", "Generated from the records. Where a description says null, the field is absent.");
        root.setAll((ObjectNode) body(type));
        if (!definitions.isEmpty()) {
            ObjectNode defs = root.putObject("$defs");
            definitions.forEach(defs::set);
        }
        return root;
    }

    /** Types and fields that nobody has described, as {@code Type.component}. */
    Set<String> silent() {
        return silent;
    }

    private JsonNode body(Class<?> type) {
        ObjectNode schema = object().put("description", sentence(Sentences.name(type)));
        if (type.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            for (Object value : Objects.requireNonNull(type.getEnumConstants())) {
                values.add(Codec.mapper().valueToTree(value).asText());
            }
            return schema;
        }
        JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
        if (subtypes != null) {
            return union(schema, type, subtypes);
        }
        RecordComponent @Nullable [] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        if (components.length == 1 && isValue(type, components[0])) {
            schema.setAll(property(components[0].getGenericType()));
            if (PATTERNS.containsKey(type)) {
                schema.put("pattern", PATTERNS.get(type));
            }
            return schema;
        }
        return record(schema, type, components);
    }

    private static boolean isValue(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName()).isAnnotationPresent(JsonValue.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode record(ObjectNode schema, Class<?> type, RecordComponent[] components) {
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        ArrayNode required = Codec.mapper().createArrayNode();
        discriminator(type, properties, required);
        for (RecordComponent component : components) {
            ObjectNode property = object();
            property.put("description", sentence(Sentences.name(type) + "." + component.getName()));
            property.setAll(property(component.getGenericType()));
            properties.set(component.getName(), property);
            boolean collection = component.getType() == List.class || component.getType() == Map.class;
            if (!nullable(component.getAnnotatedType()) && !collection) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** The field that names the subtype, where the record is one of a sealed set. */
    private void discriminator(Class<?> type, ObjectNode properties, ArrayNode required) {
        for (Class<?> parent : type.getInterfaces()) {
            JsonSubTypes subtypes = parent.getAnnotation(JsonSubTypes.class);
            if (subtypes != null) {
                String field = parent.getAnnotation(JsonTypeInfo.class).property();
                String value = List.of(subtypes.value()).stream()
                        .filter(subtype -> subtype.value() == type)
                        .findFirst()
                        .orElseThrow()
                        .name();
                properties
                        .putObject(field)
                        .put("description", sentence(Sentences.name(parent) + "." + field + "()"))
                        .put("const", value);
                required.add(field);
            }
        }
    }

    /** One of several records, told apart by a field; a reader keeps what it does not know and never acts on it. */
    private JsonNode union(ObjectNode schema, Class<?> type, JsonSubTypes subtypes) {
        String field = type.getAnnotation(JsonTypeInfo.class).property();
        schema.put("type", "object").putArray("required").add(field);
        ArrayNode cases = schema.putArray("allOf");
        for (JsonSubTypes.Type subtype : subtypes.value()) {
            ObjectNode choice = cases.addObject();
            ObjectNode condition = choice.putObject("if");
            condition.putArray("required").add(field);
            condition.putObject("properties").putObject(field).put("const", subtype.name());
            choice.set("then", reference(subtype.value()));
        }
        return schema;
    }

    private ObjectNode property(Type type) {
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType() == List.class;
            ObjectNode inner = property(generic.getActualTypeArguments()[list ? 0 : 1]);
            ObjectNode outer = object().put("type", list ? "array" : "object");
            outer.set(list ? "items" : "additionalProperties", inner);
            return outer;
        }
        List<String> plain = PLAIN.get(type);
        if (plain == null) {
            return reference((Class<?>) type);
        }
        ObjectNode schema = object().put("type", plain.getFirst());
        if (type == Duration.class) {
            return schema.put("pattern", DURATION);
        }
        return plain.size() == 1 ? schema : schema.put("format", plain.getLast());
    }

    private ObjectNode reference(Class<?> type) {
        String name = Sentences.name(type);
        if (!definitions.containsKey(name)) {
            definitions.put(name, object());
            definitions.put(name, body(type));
        }
        return object().put("$ref", "#/$defs/" + name);
    }

    private String sentence(String of) {
        String text = sentences.about(of);
        if (text.isEmpty()) {
            silent.add(of);
        }
        return text;
    }

    private static boolean nullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode object() {
        return Codec.mapper().createObjectNode();
    }
}
