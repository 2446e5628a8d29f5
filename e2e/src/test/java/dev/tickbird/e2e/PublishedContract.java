package dev.tickbird.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.nimbusds.jose.JWSObject;
import dev.tickbird.schemas.wire.CloudEvent;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Holds records as they lie on the topics against what is published of them: headers, JSON Schema, what a signature covers. */
final class PublishedContract {
    private static final String PREFIX = "https://tickbird.dev";
    private static final int VERSION = 1;

    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final Map<String, JsonSchema> read = new HashMap<>();

    /** What is wrong with a record; empty when nothing is. */
    List<String> complaints(Topic topic, ConsumerRecord<byte[], byte[]> row) {
        if (row.value() == null) {
            return topic.cleanup() == Topic.Cleanup.COMPACT ? List.of() : List.of("a tombstone");
        }
        String entity = topic.entity().orElseThrow();
        List<String> complaints = new ArrayList<>();
        String schema = header(row, CloudEvent.DATA_SCHEMA);
        if (!schema.equals(CloudEvent.schema(entity, VERSION))) {
            return List.of("its schema is " + schema);
        }
        expect(complaints, row, CloudEvent.SPEC_VERSION, CloudEvent.SPEC);
        expect(complaints, row, CloudEvent.TYPE, CloudEvent.type(entity, VERSION));
        expect(complaints, row, CloudEvent.CONTENT_TYPE, CloudEvent.JSON);
        if (row.key() != null) {
            expect(complaints, row, CloudEvent.SUBJECT, new String(row.key(), StandardCharsets.UTF_8));
        }
        assertThat(Instant.parse(header(row, CloudEvent.TIME))).isAfter(Instant.EPOCH);
        for (String name : List.of(CloudEvent.ID, CloudEvent.SOURCE)) {
            if (header(row, name).isBlank()) {
                complaints.add("no " + name);
            }
        }
        String value = new String(row.value(), StandardCharsets.UTF_8);
        complaints.addAll(validate(entity, value));
        complaints.addAll(signed(value));
        return complaints;
    }

    /** What a signature covers is published too. */
    private List<String> signed(String value) {
        try {
            JsonNode signed = Codec.mapper().readTree(value).path("jws");
            if (signed.isMissingNode()) {
                return List.of();
            }
            JWSObject jws = JWSObject.parse(signed.asText());
            String payload = jws.getPayload().toString();
            return validate(jws.getHeader().getType().getType().replace("tickbird-", ""), payload);
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException(value, e);
        }
    }

    private List<String> validate(String entity, String json) {
        return read.computeIfAbsent(entity, this::load).validate(json, InputFormat.JSON).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    private JsonSchema load(String entity) {
        String path = CloudEvent.schema(entity, VERSION).substring(PREFIX.length());
        try (InputStream in = Objects.requireNonNull(Codec.class.getResourceAsStream(path), path)) {
            return schemas.getSchema(
                    in,
                    SchemaValidatorsConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void expect(
            List<String> complaints, ConsumerRecord<byte[], byte[]> row, String name, String expected) {
        if (!header(row, name).equals(expected)) {
            complaints.add(name + " is " + header(row, name) + " and not " + expected);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> row, String name) {
        Header header = row.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
