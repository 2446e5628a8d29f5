package dev.tickbird.analyzer.workload;

import dev.tickbird.analyzer.workload.Condition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads conditions that are joined by AND, table by table. What holds an OR or a NOT demands nothing for certain. */
final class Conditions {
    private static final Set<String> RANGES = Set.of("<", ">", "<=", ">=");
    private static final Set<String> CONTAINMENT = Set.of("@>", "@?");
    private static final Set<String> KEYS = Set.of("?", "?|", "?&");

    private final Tables tables;
    private final Map<String, List<Condition>> byTable = new HashMap<>();

    Conditions(Tables tables) {
        this.tables = tables;
    }

    List<Condition> of(String table) {
        return byTable.getOrDefault(table, List.of());
    }

    void read(List<SqlNode> nodes) {
        if (nodes.stream().anyMatch(node -> node.is("or"))) {
            return;
        }
        List<SqlNode> one = new ArrayList<>();
        boolean between = false;
        for (SqlNode node : nodes) {
            between |= node.is("between");
            if (node.is("and") && !between) {
                condition(one);
                one = new ArrayList<>();
            } else {
                between &= !node.is("and");
                one.add(node);
            }
        }
        condition(one);
    }

    /** A column of one of the tables, and where its mention ends. */
    private record Mention(String table, String column, int end) {}

    private void condition(List<SqlNode> nodes) {
        if (nodes.size() == 1 && nodes.getFirst() instanceof SqlNode.Group group) {
            read(group.nodes());
            return;
        }
        Mention left = column(nodes, 0);
        if (left != null) {
            compared(left, nodes.subList(left.end(), nodes.size()));
            return;
        }
        if (search(nodes)) {
            return;
        }
        reversed(nodes);
    }

    /** {@code to_tsvector(…column…) @@ …}. */
    private boolean search(List<SqlNode> nodes) {
        boolean vector = nodes.size() > 2
                && nodes.get(0).is("to_tsvector")
                && nodes.get(1) instanceof SqlNode.Group
                && nodes.get(2).isSymbol("@@");
        if (vector) {
            List<SqlNode> arguments = ((SqlNode.Group) nodes.get(1)).nodes();
            for (int i = 0; i < arguments.size(); i++) {
                Mention mention = column(arguments, i);
                boolean inside = i > 0 && arguments.get(i - 1).isSymbol(".");
                boolean call = mention != null
                        && mention.end() < arguments.size()
                        && arguments.get(mention.end()) instanceof SqlNode.Group;
                if (mention != null && !inside && !call) {
                    add(mention, Kind.TEXT_SEARCH);
                }
            }
        }
        return vector;
    }

    /** {@code $1 < column}. */
    private void reversed(List<SqlNode> nodes) {
        boolean value = nodes.size() > 2 && value(nodes.getFirst()) && nodes.get(1) instanceof SqlNode.Symbol;
        Mention right = value ? column(nodes, 2) : null;
        if (right == null || right.end() < nodes.size()) {
            return;
        }
        if (nodes.get(1).isSymbol("=")) {
            add(right, Kind.EQUAL);
        } else if (RANGES.contains(((SqlNode.Symbol) nodes.get(1)).text())) {
            add(right, Kind.RANGE);
        }
    }

    private void compared(Mention left, List<SqlNode> rest) {
        if (rest.isEmpty()) {
            return;
        }
        SqlNode operator = rest.getFirst();
        List<SqlNode> right = rest.subList(1, rest.size());
        if (operator.is("in")
                || (operator.is("is") && right.size() == 1 && right.getFirst().is("null"))) {
            add(left, Kind.EQUAL);
        } else if (operator.is("between")) {
            add(left, Kind.RANGE);
        } else if (operator instanceof SqlNode.Symbol symbol && !right.isEmpty()) {
            compared(left, symbol.text(), right);
        }
    }

    private void compared(Mention left, String sign, List<SqlNode> right) {
        if (sign.equals("=")) {
            equal(left, right);
        } else if (RANGES.contains(sign) && column(right, 0) == null) {
            add(left, Kind.RANGE);
        } else if (sign.equals("@@")) {
            add(left, Kind.TEXT_SEARCH);
        } else if (CONTAINMENT.contains(sign)) {
            add(left, Kind.CONTAINMENT);
        } else if (KEYS.contains(sign)) {
            add(left, Kind.KEY_EXISTS);
        }
    }

    private void equal(Mention left, List<SqlNode> right) {
        Mention other = column(right, 0);
        if (other == null) {
            boolean computed = right.stream()
                    .anyMatch(node -> node instanceof SqlNode.Symbol symbol
                            && !symbol.text().equals("?")
                            && !symbol.text().equals(":"));
            if (!computed || right.getFirst().is("any")) {
                add(left, Kind.EQUAL);
            }
        } else if (other.end() == right.size() && !other.table().equals(left.table())) {
            add(left, Kind.JOIN);
            add(other, Kind.JOIN);
        }
    }

    private void add(Mention mention, Kind kind) {
        byTable.computeIfAbsent(mention.table(), any -> new ArrayList<>()).add(new Condition(mention.column(), kind));
    }

    /** {@code column}, {@code table.column} or {@code schema.table.column} of a table that is known here; else null. */
    private @Nullable Mention column(List<SqlNode> nodes, int start) {
        List<String> names = new ArrayList<>();
        int at = start;
        while (at < nodes.size()) {
            String name = Names.of(nodes.get(at));
            if (name == null) {
                return null;
            }
            names.add(name);
            at++;
            if (at >= nodes.size() || !nodes.get(at).isSymbol(".")) {
                break;
            }
            at++;
        }
        if (names.isEmpty() || (at < nodes.size() && nodes.get(at) instanceof SqlNode.Group)) {
            return null;
        }
        if (names.size() == 1
                && nodes.get(start) instanceof SqlNode.Word word
                && Names.NO_COLUMN.contains(word.text())) {
            return null;
        }
        String table = names.size() == 1 ? tables.only() : names.get(names.size() - 2);
        return table == null || !tables.byName().containsKey(table) ? null : new Mention(table, names.getLast(), at);
    }

    private static boolean value(SqlNode node) {
        return node instanceof SqlNode.Value || node.isSymbol("?");
    }
}
