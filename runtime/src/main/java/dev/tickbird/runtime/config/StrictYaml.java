package dev.tickbird.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a YAML (or JSON) file into a record. What the record does not know is refused with the file, the line, the place
 * and the nearest known key; so are duplicate keys, a second document, and values of the wrong type. Defaults and
 * required keys are the business of the record's constructor. Nothing is expanded: {@code ${…}} is plain text.
 */
public final class StrictYaml {

    private static final int LARGEST_FILE = 64 * 1024 * 1024;
    private static final ObjectMapper MAPPER = mapper();

    private StrictYaml() {}

    public static <T> T load(Path file, Class<T> type) {
        return parse(text(file), file.toString(), type);
    }

    /** One block of a file as a record; what else is in the file does not matter. */
    public static <T> T loadBlock(Path file, String key, Class<T> type) {
        String text = text(file);
        try {
            Node block = block(node(text, file.toString()), key);
            JsonNode value = MAPPER.readTree(text).get(key);
            if (block == null || value == null) {
                throw new ConfigurationException(file + ": the key \"" + key + "\" is missing");
            }
            JavaType javaType = MAPPER.constructType(type);
            new YamlKeys(file.toString(), MAPPER.getDeserializationConfig()).check(block, javaType);
            return MAPPER.readerFor(javaType).readValue(value);
        } catch (IOException e) {
            throw e instanceof JsonProcessingException wrong
                    ? YamlComplaint.of(file + ", " + key, wrong)
                    : new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable Node block(Node root, String key) {
        return root instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** What is in a file of text, or a failure that names the file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": this is not UTF-8 text", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** As {@link #load}, from text; the name stands for the file in messages. */
    public static <T> T parse(String text, String name, Class<T> type) {
        Node node = node(text, name);
        try {
            JavaType javaType = MAPPER.constructType(type);
            new YamlKeys(name, MAPPER.getDeserializationConfig()).check(node, javaType);
            return MAPPER.readValue(text, javaType);
        } catch (JsonProcessingException e) {
            throw YamlComplaint.of(name, e);
        }
    }

    static Node node(String text, String name) {
        try {
            Node node = new Yaml(options()).compose(new StringReader(text));
            if (node == null) {
                throw new ConfigurationException(name + ": the file is empty");
            }
            return node;
        } catch (MarkedYAMLException e) {
            throw YamlComplaint.of(name, e);
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LARGEST_FILE);
        return options;
    }

    /** A key with nothing after it, where a list or group could be: its entries may be commented out. */
    private static YAMLMapper.Builder emptyIsAbsent(YAMLMapper.Builder builder) {
        for (LogicalType type : List.of(LogicalType.Collection, LogicalType.Map, LogicalType.POJO)) {
            builder.withCoercionConfig(
                    type, config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull));
        }
        return builder;
    }

    private static ObjectMapper mapper() {
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(options()).build();
        return emptyIsAbsent(YAMLMapper.builder(factory))
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    private static final class DurationDeserializer extends FromStringDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationDeserializer() {
            super(Duration.class);
        }

        @Override
        protected Duration _deserialize(String value, DeserializationContext context) {
            return HumanDuration.parse(value);
        }
    }
}
