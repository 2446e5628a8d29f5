package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The action that would build an index again, where columns under their default operator class are all that it takes. */
public final class IndexRebuild {
    private static final String BTREE = "btree";
    private static final int DESCENDING = 1;
    private static final int NULLS_FIRST = 2;

    /** The default operator class by type, of B-tree and of GIN. */
    private static final Map<String, Map<String, String>> DEFAULTS = Map.of(
            BTREE,
            Map.ofEntries(
                    Map.entry("smallint", "int2_ops"),
                    Map.entry("integer", "int4_ops"),
                    Map.entry("bigint", "int8_ops"),
                    Map.entry("numeric", "numeric_ops"),
                    Map.entry("real", "float4_ops"),
                    Map.entry("double precision", "float8_ops"),
                    Map.entry("boolean", "bool_ops"),
                    Map.entry("date", "date_ops"),
                    Map.entry("timestamp without time zone", "timestamp_ops"),
                    Map.entry("timestamp with time zone", "timestamptz_ops"),
                    Map.entry("time without time zone", "time_ops"),
                    Map.entry("interval", "interval_ops"),
                    Map.entry("uuid", "uuid_ops"),
                    Map.entry("text", "text_ops"),
                    Map.entry("character varying", "text_ops"),
                    Map.entry("character", "bpchar_ops"),
                    Map.entry("inet", "inet_ops"),
                    Map.entry("cidr", "inet_ops"),
                    Map.entry("oid", "oid_ops")),
            "gin",
            Map.of("jsonb", "jsonb_ops", "tsvector", "tsvector_ops"));

    private IndexRebuild() {}

    /** Null where it takes an expression, a condition, options, or an operator class or collation of its own. */
    public static @Nullable CreateIndex of(TableDocument table, IndexDocument index) {
        boolean plain = !index.partial()
                && !index.constraint()
                && PartitionedIndex.buildable(table)
                && !index.nullsNotDistinct()
                && index.options().isEmpty()
                && index.tablespace() == null
                && DEFAULTS.containsKey(index.method());
        if (!plain) {
            return null;
        }
        Map<Integer, ColumnDocument> columns = table.columns().stream()
                .filter(column -> !column.dropped())
                .collect(Collectors.toMap(ColumnDocument::number, Function.identity()));
        List<IndexColumn> keys = new ArrayList<>();
        for (IndexKey key : index.keys()) {
            Optional<IndexColumn> found = column(key, index.method(), columns);
            if (found.isEmpty()) {
                return null;
            }
            keys.add(found.get());
        }
        List<String> include = index.include().stream()
                .map(columns::get)
                .filter(Objects::nonNull)
                .map(ColumnDocument::name)
                .toList();
        return keys.isEmpty() || include.size() < index.include().size()
                ? null
                : new CreateIndex(
                        table.schema(),
                        table.name(),
                        index.name(),
                        index.method(),
                        keys,
                        include,
                        index.unique(),
                        null,
                        PartitionedIndex.parts(table, index.name()));
    }

    private static Optional<IndexColumn> column(IndexKey key, String method, Map<Integer, ColumnDocument> columns) {
        ColumnDocument column = columns.get(key.column());
        String usual =
                column == null ? null : DEFAULTS.getOrDefault(method, Map.of()).get(column.type());
        boolean own = key.collation() != null && !key.collation().equals("pg_catalog.default");
        if (column == null || own || !key.operatorClass().equals("pg_catalog." + usual)) {
            return Optional.empty();
        }
        return Optional.of(
                new IndexColumn(column.name(), (key.options() & DESCENDING) != 0, (key.options() & NULLS_FIRST) != 0));
    }
}
