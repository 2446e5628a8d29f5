package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The creation of an index on a table, under a name that is free. */
final class NewIndex {
    private static final int LONGEST_NAME = 63;

    private NewIndex() {}

    /** Nothing on a partitioned table: CREATE INDEX CONCURRENTLY is refused there. */
    static Optional<CreateIndex> on(TableCase facts, String method, List<IndexColumn> columns) {
        if (facts.table().kind() == TableKind.PARTITIONED_TABLE || columns.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = columns.stream().map(IndexColumn::column).toList();
        return Optional.of(new CreateIndex(
                facts.table().schema(),
                facts.table().name(),
                freeName(facts.table(), names),
                method,
                columns,
                List.of(),
                false,
                null));
    }

    private static String freeName(TableDocument table, List<String> columns) {
        String wish = table.name() + "_" + String.join("_", columns);
        Set<String> taken = table.indexes().stream().map(IndexDocument::name).collect(Collectors.toSet());
        String name = fit(wish, "_idx");
        for (int i = 1; taken.contains(name); i++) {
            name = fit(wish, "_idx" + i);
        }
        return name;
    }

    private static String fit(String stem, String suffix) {
        String cut = stem;
        while ((cut + suffix).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + suffix;
    }
}
