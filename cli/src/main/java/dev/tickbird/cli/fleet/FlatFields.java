package dev.tickbird.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.wire.Codec;
import java.util.Map;
import java.util.TreeMap;

/** A document as {@code path: value}; lists of plain values stay whole. The revision is left out: it always differs. */
final class FlatFields {
    private static final String REVISION = "revision";

    private final Map<String, String> fields = new TreeMap<>();

    private FlatFields() {}

    static Map<String, String> of(Object document) {
        FlatFields flat = new FlatFields();
        flat.walk("", Codec.mapper().valueToTree(document));
        flat.fields.remove(REVISION);
        return flat.fields;
    }

    private void walk(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            walk(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue()));
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "[" + i + "]", node.get(i));
            }
        } else if (!node.isNull() && !(node.isArray() && node.isEmpty())) {
            fields.put(path, node.isTextual() ? node.textValue() : node.toString());
        }
    }
}
