package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ColumnStatistics;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A table's columns by name, and how well values of them tell its rows apart. */
final class Columns {
    /** Types whose default B-tree operator class exists and whose values fit into an entry. */
    private static final Set<String> TYPES = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "boolean",
            "date",
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "interval",
            "uuid",
            "text",
            "character varying",
            "character",
            "inet",
            "cidr",
            "oid",
            "name");

    private final Map<String, ColumnDocument> byName = new HashMap<>();
    private final Map<Integer, ColumnDocument> byNumber = new HashMap<>();
    private final double rows;

    Columns(TableCase facts) {
        this.rows = Math.max(1, facts.rows());
        for (ColumnDocument column : facts.table().columns()) {
            if (!column.dropped()) {
                byName.put(column.name(), column);
                byNumber.put(column.number(), column);
            }
        }
    }

    double rows() {
        return rows;
    }

    boolean has(String column) {
        return byName.containsKey(column);
    }

    Optional<ColumnDocument> column(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether a B-tree on it is thinkable. */
    boolean indexable(String name) {
        return column(name).map(ColumnDocument::type).filter(TYPES::contains).isPresent();
    }

    /** The names of an index's plain keys, up to its first expression. */
    List<String> keys(IndexDocument index) {
        return index.keys().stream()
                .map(IndexKey::column)
                .takeWhile(byNumber::containsKey)
                .map(number -> Objects.requireNonNull(byNumber.get(number)).name())
                .toList();
    }

    /** The share of the rows that one value of each has, were they independent; empty where a column has no statistics. */
    OptionalDouble share(List<String> columns) {
        double share = 1;
        for (String name : columns) {
            OptionalDouble one = share(name);
            if (one.isEmpty()) {
                return one;
            }
            share *= one.getAsDouble();
        }
        return OptionalDouble.of(Math.max(share, 1 / rows));
    }

    OptionalDouble share(String name) {
        ColumnDocument column = byName.get(name);
        ColumnStatistics statistics = column == null ? null : column.statistics();
        if (statistics == null || statistics.distinct() == 0) {
            return OptionalDouble.empty();
        }
        double distinct = statistics.distinct() > 0 ? statistics.distinct() : -statistics.distinct() * rows;
        return OptionalDouble.of((1 - statistics.nullFraction()) / Math.max(1, distinct));
    }
}
