package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE INDEX CONCURRENTLY}; on a partitioned table, where PostgreSQL refuses that, partition by partition. Never {@code IF NOT EXISTS}: that succeeds on top of an invalid index.
 *
 * @param schema the schema of table and index
 * @param table the table to be indexed
 * @param name the new index's name
 * @param method e.g. {@code btree}
 * @param columns key columns in order
 * @param include columns that are only carried
 * @param unique true for a unique index
 * @param whereNotNull makes a partial index over rows where this column is not null; null for all rows
 * @param partitions where the table is partitioned, the parts on all tables below it, each after what it is attached to; null on any
 *     other table
 */
public record CreateIndex(
        String schema,
        String table,
        String name,
        String method,
        List<IndexColumn> columns,
        List<String> include,
        boolean unique,
        @Nullable String whereNotNull,
        @Nullable List<IndexPartition> partitions)
        implements Action {
    private static final String CONCURRENTLY = "INDEX CONCURRENTLY %s ON %s";
    private static final String PARENT_ALONE = "INDEX %s ON ONLY %s";
    private static final String SHORT_WAITS = "SET lock_timeout = '500ms'";

    public CreateIndex {
        Immutable.required(schema, "schema");
        Immutable.required(table, "table");
        Immutable.required(name, "name");
        Immutable.required(method, "method");
        columns = Immutable.list(columns);
        include = Immutable.list(include);
        partitions = partitions == null ? null : Immutable.list(partitions);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("field 'columns' is empty: an index needs at least one");
        }
    }

    @Override
    public String type() {
        return "create-index";
    }

    @Override
    public List<String> statements(ServerVersion version) {
        if (partitions == null) {
            return List.of(create(CONCURRENTLY, schema, table, name));
        }
        List<String> sent = new ArrayList<>();
        sent.add(SHORT_WAITS);
        sent.add(build());
        for (IndexPartition partition : partitions) {
            if (partition.partitioned()) {
                sent.add(build(partition));
                sent.add(partition.attach());
            }
        }
        sent.add("SET lock_timeout = 0");
        leaves().forEach(leaf -> sent.add(build(leaf)));
        sent.add(SHORT_WAITS);
        leaves().forEach(leaf -> sent.add(leaf.attach()));
        return sent;
    }

    private Stream<IndexPartition> leaves() {
        return partitions == null ? Stream.empty() : partitions.stream().filter(partition -> !partition.partitioned());
    }

    /** What makes the partitioned index, of which nothing is valid yet. */
    public String build() {
        return create(PARENT_ALONE, schema, table, name);
    }

    /** What builds its part on a partition. */
    public String build(IndexPartition partition) {
        return create(
                partition.partitioned() ? PARENT_ALONE : CONCURRENTLY,
                partition.schema(),
                partition.table(),
                partition.name());
    }

    /**
     * The statement.
     *
     * @param form with the new name, the table and the rest
     */
    private String create(String form, String onSchema, String on, String called) {
        String keys = columns.stream().map(IndexColumn::sql).collect(Collectors.joining(", "));
        String carried =
                include.stream().map(column -> new Identifier(column).sql()).collect(Collectors.joining(", "));
        return "CREATE " + (unique ? "UNIQUE " : "")
                + form.formatted(new Identifier(called).sql(), Identifier.qualified(onSchema, on)) + " USING "
                + new Identifier(method).sql() + " (" + keys + ")"
                + (carried.isEmpty() ? "" : " INCLUDE (" + carried + ")")
                + (whereNotNull == null ? "" : " WHERE " + new Identifier(whereNotNull).sql() + " IS NOT NULL");
    }

    @Override
    public Risk risk() {
        return Risk.MEDIUM;
    }

    @Override
    public String locks() {
        String on = Identifier.qualified(schema, table);
        return partitions == null
                ? SHARE_UPDATE_EXCLUSIVE.formatted(on)
                        + " It waits for older transactions and makes every later write a little dearer."
                : "SHARE on " + on
                        + " for a moment, which writes wait for; then SHARE UPDATE EXCLUSIVE on one partition after"
                        + " the other: reads and writes go on. It waits for older transactions and makes every later write a"
                        + " little dearer.";
    }

    @Override
    public Undo undo() {
        return new Undo.ByAction(
                "Drop the new index.",
                new DropIndex(
                        schema, name, table, DropReason.UNDO, null, null, partitions == null ? null : Boolean.TRUE));
    }

    @Override
    public String object() {
        return Identifier.qualified(schema, name);
    }
}
