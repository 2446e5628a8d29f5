package dev.tickbird.console.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TlsMode;
import dev.tickbird.schemas.wire.Codec;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The OpenAPI document, written at compile time from the controllers. It is served to whoever is logged in. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "tickbird",
                        version = "v1",
                        description =
                                "Findings, proposals and decisions of a fleet of PostgreSQL servers. Refusals are"
                                        + " application/problem+json (RFC 9457) with title, status, detail and the field that is wrong.",
                        license = @License(name = "Apache-2.0")))
@SecurityScheme(name = "token", type = SecuritySchemeType.HTTP, scheme = "bearer")
@Controller("/api/v1/openapi.yml")
@Hidden
final class OpenApi {
    private static final String DOCUMENT = "/META-INF/swagger/tickbird-v1.yml";
    /** Those whose words in JSON are not their names in Java, which the compiler's document would give. */
    private static final List<Class<? extends Enum<?>>> LABELLED =
            List.of(Severity.class, Risk.class, Mode.class, TlsMode.class);

    private final byte[] document = corrected();

    @Get(produces = {"application/yaml", MediaType.TEXT_PLAIN})
    byte[] document() {
        return document.clone();
    }

    private static byte[] corrected() {
        YAMLMapper yaml = new YAMLMapper();
        try (InputStream in = OpenApi.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("this build holds no OpenAPI document");
            }
            JsonNode read = yaml.readTree(in);
            for (Class<? extends Enum<?>> type : LABELLED) {
                ObjectNode schema = (ObjectNode)
                        read.required("components").required("schemas").required(type.getSimpleName());
                schema.set("enum", Codec.mapper().valueToTree(type.getEnumConstants()));
            }
            correctNullable(read);
            return yaml.writeValueAsBytes(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compiler writes an object that may be null as one that must be. */
    private static void correctNullable(JsonNode node) {
        node.forEach(OpenApi::correctNullable);
        if (node instanceof ObjectNode schema
                && schema.path("type").asText().equals("null")
                && schema.path("allOf").isArray()) {
            ArrayNode either = (ArrayNode) schema.remove("allOf");
            either.addObject().put("type", "null");
            schema.remove("type");
            schema.set("anyOf", either);
        }
    }
}
