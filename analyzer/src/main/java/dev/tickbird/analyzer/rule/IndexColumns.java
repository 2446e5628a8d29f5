package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an index holds. */
public final class IndexColumns {
    private IndexColumns() {}

    /** Its keys, then its included columns, in order; an expression that was never analyzed is missing. */
    public static List<ColumnDocument> of(TableDocument table, IndexDocument index) {
        Map<Integer, ColumnDocument> columns =
                table.columns().stream().collect(Collectors.toMap(ColumnDocument::number, Function.identity()));
        List<ColumnDocument> held = new ArrayList<>();
        for (IndexKey key : index.keys()) {
            ColumnDocument column = key.column() == 0 ? key.expressionColumn() : columns.get(key.column());
            if (column != null) {
                held.add(column);
            }
        }
        for (int number : index.include()) {
            ColumnDocument column = columns.get(number);
            if (column != null) {
                held.add(column);
            }
        }
        return held;
    }
}
