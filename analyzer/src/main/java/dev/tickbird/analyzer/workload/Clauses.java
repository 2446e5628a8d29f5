package dev.tickbird.analyzer.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One query block cut at its key words.
 *
 * @param from what stands after FROM, UPDATE, DELETE FROM or USING, up to the next clause
 * @param where what stands after WHERE
 * @param order what stands after ORDER BY
 * @param limited whether it wants a few rows only
 * @param aggregates whether its rows are grouped, counted or made distinct
 */
record Clauses(List<SqlNode> from, List<SqlNode> where, List<SqlNode> order, boolean limited, boolean aggregates) {
    private static final Set<String> SET_OPERATIONS = Set.of("union", "intersect", "except");
    private static final Set<String> BEGINNINGS = Set.of("select", "update", "delete");
    private static final Set<String> STARTS = Set.of(
            "select",
            "from",
            "where",
            "group",
            "having",
            "window",
            "order",
            "limit",
            "offset",
            "fetch",
            "for",
            "set",
            "returning",
            "update",
            "delete",
            "values",
            "insert",
            "into");
    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "array_agg",
            "string_agg",
            "json_agg",
            "jsonb_agg",
            "json_object_agg",
            "jsonb_object_agg",
            "bool_and",
            "bool_or",
            "every",
            "distinct",
            "percentile_cont",
            "percentile_disc");

    /** The blocks of one level: those that UNION and its like join, and nothing of what is in parentheses. */
    static List<Clauses> of(List<SqlNode> level) {
        List<Clauses> blocks = new ArrayList<>();
        List<SqlNode> block = new ArrayList<>();
        for (SqlNode node : level) {
            if (node.isAny(SET_OPERATIONS) || node.isSymbol(";")) {
                read(block, blocks);
                block = new ArrayList<>();
            } else {
                block.add(node);
            }
        }
        read(block, blocks);
        return blocks;
    }

    private static void read(List<SqlNode> block, List<Clauses> blocks) {
        Map<String, List<SqlNode>> parts = new HashMap<>();
        List<SqlNode> part = new ArrayList<>();
        boolean query = false;
        for (int i = 0; i < block.size(); i++) {
            SqlNode node = block.get(i);
            query |= node.isAny(BEGINNINGS);
            if (query && node instanceof SqlNode.Word word && starts(block, i, word.text())) {
                part = parts.computeIfAbsent(word.text(), any -> new ArrayList<>());
            } else {
                part.add(node);
            }
        }
        if (query) {
            blocks.add(of(parts));
        }
    }

    /** IS DISTINCT FROM, FOR UPDATE and ON CONFLICT DO UPDATE begin nothing. */
    private static boolean starts(List<SqlNode> block, int i, String word) {
        if (!STARTS.contains(word)) {
            return false;
        }
        SqlNode before = i == 0 ? null : block.get(i - 1);
        boolean name = before != null && before.isSymbol(".");
        boolean goesOn = before != null
                && ((word.equals("from") && before.is("distinct"))
                        || (word.equals("update") && (before.is("for") || before.is("do") || before.is("key"))));
        return !name && !goesOn;
    }

    private static Clauses of(Map<String, List<SqlNode>> parts) {
        List<SqlNode> from = new ArrayList<>(parts.getOrDefault("update", List.of()));
        List<SqlNode> more = parts.getOrDefault("from", List.of());
        if (!from.isEmpty() && !more.isEmpty()) {
            from.add(new SqlNode.Symbol(","));
        }
        from.addAll(more);
        List<SqlNode> select = parts.getOrDefault("select", List.of());
        boolean aggregates = parts.containsKey("group") || select.stream().anyMatch(node -> node.isAny(AGGREGATES));
        boolean limited = parts.containsKey("limit") || parts.containsKey("fetch");
        List<SqlNode> order = parts.getOrDefault("order", List.of());
        return new Clauses(from, parts.getOrDefault("where", List.of()), order, limited, aggregates);
    }
}
