package dev.tickbird.cli.view;

import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;

/** {@code tickbird sequences URL}. */
@Command(
        name = "sequences",
        mixinStandardHelpOptions = true,
        description = "Lists sequences, nearest to their end first; the end is what sequence and column can both hold.",
        footer = {"", "Without SELECT on a sequence its last value is unknown.", ViewCommand.READS_ONLY})
public final class SequencesCommand extends SchemaView {
    private static final int WARNING = 75;
    private static final int CRITICAL = 90;

    @Override
    List<Column> columns() {
        return List.of(
                Column.name("sequence", "SEQUENCE"),
                Column.figure("usedPercent", "USED %"),
                Column.figure("lastValue", "LAST"),
                Column.figure("end", "END"),
                Column.name("column", "COLUMN"),
                Column.name("type", "TYPE"));
    }

    private record Used(double share, Row row) {}

    @Override
    List<Row> rows(Look look) {
        List<Used> all = new ArrayList<>();
        for (RelationsSnapshot database : look.now().relations()) {
            String in = Objects.requireNonNullElse(database.header().database(), "");
            database.sequences().stream()
                    .filter(sequence -> look.wanted(sequence.schema()))
                    .forEach(sequence -> all.add(used(sequence, look.name(in, sequence.schema(), sequence.name()))));
        }
        all.sort(Comparator.comparingDouble(Used::share).reversed());
        return all.stream().map(Used::row).toList();
    }

    @Override
    String none() {
        return "There are no sequences.";
    }

    private static Used used(SequenceDocument sequence, String name) {
        double share = sequence.usedShare().orElse(0);
        return new Used(
                share,
                Row.of(
                        100 * share >= CRITICAL ? "bold,red" : 100 * share >= WARNING ? "bold,yellow" : "",
                        Cell.text(name),
                        sequence.usedShare().isEmpty() ? Cell.text(null) : Cell.percent(share, 1),
                        Cell.count(sequence.lastValue()),
                        Cell.count(sequence.end()),
                        Cell.text(
                                sequence.table() == null
                                        ? null
                                        : sequence.tableSchema() + "." + sequence.table() + "." + sequence.column()),
                        Cell.text(sequence.columnType() == null ? sequence.type() : sequence.columnType())));
    }
}
