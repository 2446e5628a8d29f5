package dev.tickbird.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;

/** JSON for a terminal and for programs: in plain ASCII it is harmless whatever a name holds. */
public final class PlainJson {
    private static final ObjectWriter JSON =
            Codec.mapper().writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private PlainJson() {}

    public static void print(JsonNode node, PrintWriter out) {
        try {
            out.println(JSON.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON could not be written", e);
        }
    }
}
