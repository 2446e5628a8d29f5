package dev.tickbird.analyzer.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of a FROM list by the names that columns are qualified with, and what its ON clauses demand. */
final class Tables {
    private static final Set<String> JOINING =
            Set.of("join", "inner", "left", "right", "full", "outer", "cross", "natural", "only", "lateral");
    private static final Set<String> ENDING = Set.of("on", "using", "tablesample", "as", "where", "set");

    private final Map<String, TableName> byName = new HashMap<>();
    private final List<List<SqlNode>> conditions = new ArrayList<>();
    private boolean outer;

    private Tables() {}

    /** A table as the statement names it. */
    record TableName(@Nullable String schema, String name) {}

    static Tables of(List<SqlNode> from, Set<String> withNames) {
        Tables tables = new Tables();
        int at = 0;
        while (at < from.size()) {
            int end = at;
            while (end < from.size()
                    && !from.get(end).isSymbol(",")
                    && !from.get(end).is("join")) {
                tables.outer |= from.get(end).is("left")
                        || from.get(end).is("right")
                        || from.get(end).is("full");
                end++;
            }
            tables.item(from.subList(at, end), withNames);
            at = end + 1;
        }
        return tables;
    }

    /** What the ON clauses demand; nothing where a join is an outer one, whose conditions leave rows in. */
    List<List<SqlNode>> conditions() {
        return outer ? List.of() : conditions;
    }

    Map<String, TableName> byName() {
        return byName;
    }

    /** The table that an unqualified column belongs to: certain only where there is one. */
    @Nullable
    String only() {
        return byName.size() == 1 ? byName.keySet().iterator().next() : null;
    }

    private void item(List<SqlNode> nodes, Set<String> withNames) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < nodes.size() && nodes.get(at).isAny(JOINING)) {
            at++;
        }
        while (at < nodes.size() && Names.of(nodes.get(at)) != null) {
            names.add(Names.of(nodes.get(at)));
            at++;
            if (at >= nodes.size() || !nodes.get(at).isSymbol(".")) {
                break;
            }
            at++;
        }
        at += at < nodes.size() && nodes.get(at).isSymbol("*") ? 1 : 0;
        at += at < nodes.size() && nodes.get(at).is("as") ? 1 : 0;
        String alias = at < nodes.size()
                        && !nodes.get(at).isAny(ENDING)
                        && !nodes.get(at).isAny(JOINING)
                ? Names.of(nodes.get(at))
                : null;
        boolean function = at < nodes.size() && nodes.get(at) instanceof SqlNode.Group;
        if (names.isEmpty() || function) {
            // a subquery or a function: what it gives is no table, but its name must not pass for another one's
            byName.put(alias == null ? "(" + byName.size() + ")" : alias, new TableName(null, ""));
        } else {
            String table = names.getLast();
            boolean with = names.size() == 1 && withNames.contains(table);
            String schema = names.size() > 1 ? names.get(names.size() - 2) : null;
            byName.put(alias == null ? table : alias, new TableName(schema, with ? "" : table));
        }
        on(nodes);
    }

    private void on(List<SqlNode> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).is("on")) {
                List<SqlNode> rest = nodes.subList(i + 1, nodes.size());
                int end = 0;
                while (end < rest.size() && !rest.get(end).isAny(JOINING)) {
                    end++;
                }
                conditions.add(rest.subList(0, end));
                return;
            }
        }
    }
}
