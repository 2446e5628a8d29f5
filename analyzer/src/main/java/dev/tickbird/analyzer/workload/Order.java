package dev.tickbird.analyzer.workload;

import java.util.ArrayList;
import java.util.List;

/** Reads an ORDER BY of plain columns. */
final class Order {
    private Order() {}

    /** Empty where any part of it is not a column: then no index gives the order. */
    static List<Sort> of(List<SqlNode> nodes, Tables tables) {
        List<Sort> sorts = new ArrayList<>();
        List<SqlNode> one = new ArrayList<>();
        for (SqlNode node : nodes) {
            if (node.isSymbol(",")) {
                if (!read(one, tables, sorts)) {
                    return List.of();
                }
                one = new ArrayList<>();
            } else if (!node.is("by")) {
                one.add(node);
            }
        }
        return read(one, tables, sorts) ? sorts : List.of();
    }

    private static boolean read(List<SqlNode> nodes, Tables tables, List<Sort> sorts) {
        int at = 0;
        String name = nodes.isEmpty() ? null : Names.of(nodes.getFirst());
        if (name == null) {
            return false;
        }
        at++;
        if (at + 1 < nodes.size() && nodes.get(at).isSymbol(".")) {
            String qualified = Names.of(nodes.get(at + 1));
            if (qualified == null || !tables.byName().containsKey(name)) {
                return false;
            }
            name = qualified;
            at += 2;
        }
        boolean descending = at < nodes.size() && nodes.get(at).is("desc");
        at += descending || (at < nodes.size() && nodes.get(at).is("asc")) ? 1 : 0;
        boolean nullsFirst = descending;
        if (at + 1 < nodes.size() && nodes.get(at).is("nulls")) {
            nullsFirst = nodes.get(at + 1).is("first");
            at += 2;
        }
        if (at < nodes.size()) {
            return false;
        }
        sorts.add(new Sort(name, descending, nullsFirst));
        return true;
    }
}
