package dev.tickbird.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.schemas.common.StableId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The one way to write a value that is hashed or signed: RFC 8785's form for what Tickbird hashes, which is objects, arrays, text,
 * booleans, whole numbers and measures. Members are sorted by UTF-16 code units, absent ones left out, nothing stands between tokens.
 * A number with a fraction is written plainly, such as 0.25; one that other writers would not write so is refused.
 */
public final class CanonicalJson {
    /** Every number of up to so many digits, and within these bounds, is one double and has one plain form. */
    private static final int DIGITS = 15;

    private static final BigDecimal LEAST = new BigDecimal("0.000001");
    private static final BigDecimal MOST = new BigDecimal("1e21");

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
        } else if (node.isNumber()) {
            out.append(plain(node.decimalValue()));
        } else {
            throw new IllegalArgumentException("canonical JSON cannot hold " + node);
        }
    }

    private static String plain(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = number.stripTrailingZeros();
        BigDecimal size = shortest.abs();
        boolean agreed = shortest.precision() <= DIGITS && size.compareTo(LEAST) >= 0 && size.compareTo(MOST) < 0;
        if (!agreed && shortest.scale() > 0) {
            throw new IllegalArgumentException(
                    "canonical JSON cannot hold " + number + ": writers disagree on its form");
        }
        return shortest.toPlainString();
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
