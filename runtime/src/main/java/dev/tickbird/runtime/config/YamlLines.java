package dev.tickbird.runtime.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where the keys of a YAML file stand, for complaints about values that are read one by one: {@code instances[2].port} to its line. */
public final class YamlLines {
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /** An alias leads back to what was walked already, perhaps in a circle. */
    private final Set<Node> walked = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlLines(Node root) {
        walk(root, "");
    }

    /** The name stands for the file in messages. */
    public static YamlLines of(String text, String name) {
        return new YamlLines(StrictYaml.node(text, name));
    }

    /** All keys and list elements, in the order of the file. */
    public Set<String> paths() {
        return lines.keySet();
    }

    /** The line, from 1, of a key, or of the nearest one around it that the file has. */
    public OptionalInt line(String path) {
        for (String at = path; !at.isEmpty(); at = around(at)) {
            Integer line = lines.get(at);
            if (line != null) {
                return OptionalInt.of(line);
            }
        }
        return OptionalInt.empty();
    }

    private static String around(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private void walk(Node node, String path) {
        if (!walked.add(node)) {
            return;
        }
        switch (node) {
            case SequenceNode sequence -> {
                List<Node> elements = sequence.getValue();
                for (int i = 0; i < elements.size(); i++) {
                    put(path + "[" + i + "]", elements.get(i));
                    walk(elements.get(i), path + "[" + i + "]");
                }
            }
            case MappingNode mapping ->
                mapping.getValue().forEach(entry -> {
                    if (entry.getKeyNode() instanceof ScalarNode key) {
                        String inner = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                        put(inner, key);
                        walk(entry.getValueNode(), inner);
                    }
                });
            default -> {
                // A value has no keys.
            }
        }
    }

    private void put(String path, Node node) {
        lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
    }
}
