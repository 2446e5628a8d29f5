package dev.tickbird.schemas.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Records to UTF-8 JSON and back. Properties are sorted and absent values left out, so that equal records are equal bytes.
 * Unknown fields are ignored. Safe for use by many threads.
 */
public final class Codec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Codec() {}

    /** The bytes of a record. */
    public static byte[] encode(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a " + value.getClass().getSimpleName() + " could not be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The record in these bytes.
     *
     * @throws UnreadableException when they are not JSON, not this type, or lack a field; the message never holds the content
     */
    public static <T> T decode(byte[] bytes, Class<T> type) {
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new UnreadableException("expected a " + type.getSimpleName() + ", found null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new UnreadableException(why(e, type), e);
        } catch (IOException e) {
            throw new UnreadableException("not readable as " + type.getSimpleName(), e);
        }
    }

    /** The mapper itself, for trees, streaming and tests. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** For people: the same content, indented. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a " + value.getClass().getSimpleName() + " could not be written", e);
        }
    }

    /** For tests and command lines. */
    public static <T> T decode(String json, Class<T> type) {
        return decode(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static String why(JsonProcessingException e, Class<?> type) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        String message = rootMessage(e);
        int end = message.indexOf('\n');
        return "not a valid " + type.getSimpleName() + where + ": " + (end < 0 ? message : message.substring(0, end));
    }

    private static String rootMessage(JsonProcessingException e) {
        Throwable cause = e.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : e.getOriginalMessage();
    }
}
