package dev.tickbird.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** One schema as it is, or with its objects closed, so that a field which nobody described is noticed. */
final class Validator {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonSchema schema;

    private Validator(JsonNode schema) {
        this.schema = FACTORY.getSchema(schema, FORMATS);
    }

    static Validator open(String name) throws IOException {
        return new Validator(read(name));
    }

    static Validator closed(String name) throws IOException {
        JsonNode schema = read(name);
        close(schema);
        schema.path("$defs").forEach(Validator::close);
        return new Validator(schema);
    }

    /** What is wrong with a document; empty when nothing is. */
    List<String> complaints(JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    private static void close(JsonNode type) {
        if (type instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
    }

    private static JsonNode read(String name) throws IOException {
        return Codec.mapper().readTree(Files.readAllBytes(Contract.schema(name)));
    }
}
