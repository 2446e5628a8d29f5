package dev.tickbird.analyzer.workload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a statement asks of its tables from its normalized text. It understands what it must to be sure, and leaves out the
 * rest: a condition under OR or NOT, a column that may belong to two tables, a text that was cut.
 */
public final class StatementReader {
    private static final String CUT = "…";

    private StatementReader() {}

    /** The accesses of a statement, one for each mention of a table; empty where nothing is certain. */
    public static List<Access> read(@Nullable String text) {
        List<Access> found = new ArrayList<>();
        if (text != null && !text.endsWith(CUT)) {
            List<SqlNode> nodes = SqlNode.of(text);
            read(nodes, withNames(nodes, new HashSet<>()), found);
        }
        return found;
    }

    private static void read(List<SqlNode> level, Set<String> withNames, List<Access> found) {
        for (Clauses block : Clauses.of(level)) {
            read(block, withNames, found);
        }
        for (SqlNode node : level) {
            if (node instanceof SqlNode.Group group) {
                read(group.nodes(), withNames, found);
            }
        }
    }

    private static void read(Clauses block, Set<String> withNames, List<Access> found) {
        Tables tables = Tables.of(block.from(), withNames);
        Conditions conditions = new Conditions(tables);
        conditions.read(block.where());
        tables.conditions().forEach(conditions::read);
        for (Map.Entry<String, Tables.TableName> entry : tables.byName().entrySet()) {
            Tables.TableName table = entry.getValue();
            if (!table.name().isEmpty()) {
                found.add(new Access(
                        table.schema(),
                        table.name(),
                        conditions.of(entry.getKey()),
                        tables.only() != null && block.limited() ? Order.of(block.order(), tables) : List.of(),
                        block.aggregates()));
            }
        }
    }

    /** Names that WITH gives: {@code name AS (…)}. They hide tables of the same name. */
    private static Set<String> withNames(List<SqlNode> level, Set<String> names) {
        boolean with = level.stream().anyMatch(node -> node.is("with"));
        for (int i = 0; i < level.size(); i++) {
            if (with && i >= 1 && level.get(i).is("as")) {
                SqlNode before =
                        level.get(i - 1) instanceof SqlNode.Group && i >= 2 ? level.get(i - 2) : level.get(i - 1);
                String name = Names.of(before);
                if (name != null) {
                    names.add(name);
                }
            }
            if (level.get(i) instanceof SqlNode.Group group) {
                withNames(group.nodes(), names);
            }
        }
        return names;
    }
}
