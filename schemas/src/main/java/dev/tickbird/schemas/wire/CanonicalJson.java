package dev.tickbird.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.schemas.common.StableId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The one way to write a value that is hashed or signed: RFC 8785's form for what Tickbird hashes, which is objects, arrays, text,
 * booleans and whole numbers. Members are sorted by UTF-16 code units, absent ones left out, nothing stands between tokens.
 * A number with a fraction is refused, since writers disagree on those.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    public static byte[] bytes(Object value) {
        StringBuilder out = new StringBuilder();
        write(Codec.mapper().valueToTree(value), out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@code sha256:} and 64 hexadecimal digits over the canonical form. */
    public static String digest(Object value) {
        return "sha256:" + HexFormat.of().formatHex(StableId.sha256().digest(bytes(value)));
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node instanceof ObjectNode object) {
            writeObject(object, out);
        } else if (node instanceof ArrayNode array) {
            out.append('[');
            for (int i = 0; i < array.size(); i++) {
                out.append(i == 0 ? "" : ",");
                write(array.get(i), out);
            }
            out.append(']');
        } else if (node.isTextual()) {
            writeText(node.textValue(), out);
        } else if (node.isIntegralNumber() || node.isBoolean() || node.isNull()) {
            out.append(node.asText());
        } else {
            throw new IllegalArgumentException("canonical JSON cannot hold " + node);
        }
    }

    private static void writeObject(ObjectNode object, StringBuilder out) {
        TreeMap<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        String separator = "{";
        for (var member : members.entrySet()) {
            out.append(separator);
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private static void writeText(String text, StringBuilder out) {
        try {
            out.append(Codec.mapper().writeValueAsString(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("text could not be written", e);
        }
    }
}
