package dev.tickbird.runtime.config;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Compares the keys of a file with the records that it is read into, before it is read: Jackson looks at unknown keys of
 * a record only after its constructor, which then complains that the misspelt key is missing.
 */
final class YamlKeys {

    private final String file;
    private final DeserializationConfig config;
    private final List<String> complaints = new ArrayList<>();

    YamlKeys(String file, DeserializationConfig config) {
        this.file = file;
        this.config = config;
    }

    /** Fails with all that it finds, a line each. */
    void check(Node node, JavaType type) {
        check(node, type, "");
        if (!complaints.isEmpty()) {
            throw new ConfigurationException(String.join("\n", complaints));
        }
    }

    private void check(Node node, JavaType type, String path) {
        switch (node) {
            case SequenceNode sequence
            when type.isCollectionLikeType() -> {
                List<Node> elements = sequence.getValue();
                for (int i = 0; i < elements.size(); i++) {
                    check(elements.get(i), type.getContentType(), path + "[" + i + "]");
                }
            }
            case MappingNode mapping
            when type.isMapLikeType() -> {
                Map<String, NodeTuple> entries = entries(mapping, path);
                entries.forEach((key, entry) -> check(entry.getValueNode(), type.getContentType(), join(path, key)));
            }
            case MappingNode mapping when isPlainRecord(type) -> checkRecord(mapping, type, path);
            default -> {
                // A value: whether it fits its type is Jackson's to say.
            }
        }
    }

    private static boolean isPlainRecord(JavaType type) {
        return Record.class.isAssignableFrom(type.getRawClass()) && type.isConcrete();
    }

    private void checkRecord(MappingNode mapping, JavaType type, String path) {
        Map<String, JavaType> known = new TreeMap<>();
        for (BeanPropertyDefinition property : config.introspect(type).findProperties()) {
            known.put(property.getName(), property.getPrimaryType());
        }
        entries(mapping, path).forEach((key, entry) -> {
            JavaType keyType = known.get(key);
            if (keyType == null) {
                unknown(entry.getKeyNode(), join(path, key), key, known);
            } else {
                check(entry.getValueNode(), keyType, join(path, key));
            }
        });
    }

    private Map<String, NodeTuple> entries(MappingNode mapping, String path) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
                complain(entry.getKeyNode(), "a key must be plain text" + (path.isEmpty() ? "" : " in " + path));
                continue;
            }
            if (entries.put(keyNode.getValue(), entry) != null) {
                complain(keyNode, "the key \"" + join(path, keyNode.getValue()) + "\" is there twice");
            }
        }
        return entries;
    }

    private void unknown(Node node, String path, String key, Map<String, JavaType> known) {
        String suggestion = NearestName.to(key, known.keySet())
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
        complain(
                node,
                "unknown key \"" + path + "\"" + suggestion + " (known here: " + String.join(", ", known.keySet())
                        + ")");
    }

    private void complain(Node node, String what) {
        complaints.add(file + ", line " + (node.getStartMark().getLine() + 1) + ": " + what);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
