package dev.tickbird.cli.view;

import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.IndexKey;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code tickbird indexes URL}. */
@Command(
        name = "indexes",
        mixinStandardHelpOptions = true,
        description = "Lists indexes, largest first: size, scans, what they hold and what they are for.",
        footer = {"", "LAST is known from PostgreSQL 16 on.", ViewCommand.READS_ONLY})
public final class IndexesCommand extends SchemaView {
    @Override
    List<Column> columns() {
        return List.of(
                Column.name("index", "INDEX"),
                Column.name("table", "TABLE"),
                Column.name("keys", "KEYS"),
                Column.figure("bytes", "SIZE"),
                Column.figure("scans", "SCANS"),
                Column.name("lastScan", "LAST"),
                Column.name("kind", "KIND"));
    }

    @Override
    List<Row> rows(Look look) {
        List<Sized> all = new ArrayList<>();
        for (RelationsSnapshot database : look.now().relations()) {
            for (TableDocument table : database.tables()) {
                if (look.wanted(table.schema())) {
                    table.indexes().forEach(index -> all.add(sized(database, table, index, look)));
                }
            }
        }
        all.sort(Comparator.comparingLong(Sized::bytes).reversed());
        return all.stream().map(Sized::row).toList();
    }

    @Override
    String none() {
        return "There are no indexes.";
    }

    private record Sized(long bytes, Row row) {}

    private static Sized sized(RelationsSnapshot database, TableDocument table, IndexDocument index, Look look) {
        long bytes = TablesCommand.bytes(index, look.blockSize());
        String in = Objects.requireNonNullElse(database.header().database(), "");
        return new Sized(
                bytes,
                Row.of(
                        index.valid() ? "" : "bold,red",
                        Cell.text(look.name(in, table.schema(), index.name())),
                        Cell.text(table.name()),
                        Cell.text(keys(table, index)),
                        Cell.bytes(index.partitioned() ? null : Long.valueOf(bytes)),
                        Cell.count(index.counters().scans()),
                        last(index, look),
                        Cell.text(kind(index))));
    }

    private static Cell last(IndexDocument index, Look look) {
        return index.counters().lastScan() == null
                ? Cell.text(null)
                : Cell.ago(index.counters().lastScan(), look.at());
    }

    private static String keys(TableDocument table, IndexDocument index) {
        String keys = index.keys().stream().map(key -> key(table, key)).collect(Collectors.joining(", "));
        return index.include().isEmpty()
                ? keys
                : keys + " + "
                        + index.include().stream()
                                .map(number -> column(table, number))
                                .collect(Collectors.joining(", "));
    }

    private static String key(TableDocument table, IndexKey key) {
        String what = key.column() == 0
                ? "(" + Objects.requireNonNullElse(key.expression(), "expression") + ")"
                : column(table, key.column());
        return (key.options() & 1) == 1 ? what + " desc" : what;
    }

    private static String column(TableDocument table, int number) {
        return table.columns().stream()
                .filter(column -> column.number() == number)
                .map(ColumnDocument::name)
                .findFirst()
                .orElse("column " + number);
    }

    private static String kind(IndexDocument index) {
        List<String> words = new ArrayList<>();
        if (!index.valid()) {
            words.add(index.building() ? "being built" : "invalid");
        }
        if (index.primary()) {
            words.add("primary key");
        } else if (index.exclusion()) {
            words.add("exclusion");
        } else if (index.unique()) {
            words.add(index.constraint() ? "unique constraint" : "unique");
        }
        if (!index.method().equals("btree")) {
            words.add(index.method());
        }
        if (index.partial()) {
            words.add("partial");
        }
        return String.join(", ", words);
    }
}
