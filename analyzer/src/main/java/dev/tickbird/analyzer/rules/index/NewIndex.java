package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.PartitionedIndex;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The creation of an index on a table, under a name that is free. */
final class NewIndex {
    private NewIndex() {}

    /** Nothing on a partitioned table of which the partitions are not known, or too many for one action. */
    static Optional<CreateIndex> on(TableCase facts, String method, List<IndexColumn> columns) {
        if (!PartitionedIndex.buildable(facts.table()) || columns.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = columns.stream().map(IndexColumn::column).toList();
        String name = freeName(facts.table(), names);
        return Optional.of(new CreateIndex(
                facts.table().schema(),
                facts.table().name(),
                name,
                method,
                columns,
                List.of(),
                false,
                null,
                PartitionedIndex.parts(facts.table(), name)));
    }

    private static String freeName(TableDocument table, List<String> columns) {
        String wish = table.name() + "_" + String.join("_", columns);
        Set<String> taken = table.indexes().stream().map(IndexDocument::name).collect(Collectors.toSet());
        String name = PartitionedIndex.fit(wish, "_idx");
        for (int i = 1; taken.contains(name); i++) {
            name = PartitionedIndex.fit(wish, "_idx" + i);
        }
        return name;
    }
}
