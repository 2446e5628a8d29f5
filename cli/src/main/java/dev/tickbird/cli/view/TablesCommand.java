package dev.tickbird.cli.view;

import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.ToastDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tickbird tables URL}. */
@Command(
        name = "tables",
        mixinStandardHelpOptions = true,
        description = "Lists tables, largest first: sizes, rows, dead rows, scans, last vacuum and analyze.",
        footer = {"", ViewCommand.READS_ONLY})
public final class TablesCommand extends SchemaView {
    @Override
    List<Column> columns() {
        return List.of(
                Column.name("table", "TABLE"),
                Column.figure("rows", "ROWS"),
                Column.figure("bytes", "SIZE"),
                Column.figure("toastBytes", "TOAST"),
                Column.figure("indexBytes", "INDEXES"),
                Column.figure("deadPercent", "DEAD %"),
                Column.figure("hotPercent", "HOT %"),
                Column.figure("sequentialScans", "SEQ"),
                Column.figure("indexScans", "IDX"),
                Column.name("vacuumed", "VACUUM"),
                Column.name("analyzed", "ANALYZE"));
    }

    @Override
    List<Row> rows(Look look) {
        List<Sized> all = new ArrayList<>();
        for (RelationsSnapshot database : look.now().relations()) {
            database.tables().stream()
                    .filter(table -> look.wanted(table.schema()))
                    .forEach(table -> all.add(sized(database, table, look)));
        }
        all.sort(Comparator.comparingLong(Sized::bytes).reversed());
        return all.stream().map(Sized::row).toList();
    }

    @Override
    String none() {
        return "There are no tables.";
    }

    private record Sized(long bytes, Row row) {}

    private static Sized sized(RelationsSnapshot database, TableDocument table, Look look) {
        long block = look.blockSize();
        long heap = bytes(table.storage().bytes(), table.storage().pages(), block);
        ToastDocument toast = table.toast();
        long toasted = toast == null ? 0 : toast.pages() * block;
        long indexes =
                table.indexes().stream().mapToLong(index -> bytes(index, block)).sum();
        TableCounters counters = table.counters();
        String name =
                look.name(Objects.requireNonNullElse(database.header().database(), ""), table.schema(), table.name());
        if (counters == null) {
            Cell none = Cell.text(null);
            return new Sized(0, Row.of(Cell.text(name), none, none, none, none, none, none, none, none, none, none));
        }
        double rows = table.storage().tuples();
        return new Sized(
                heap + toasted + indexes,
                Row.of(
                        Cell.text(name),
                        Cell.count(rows < 0 || (rows == 0 && counters.live() > 0) ? counters.live() : Math.round(rows)),
                        Cell.bytes(heap),
                        Cell.bytes(toasted),
                        Cell.bytes(indexes),
                        Cell.percent(counters.dead(), counters.live() + counters.dead()),
                        Cell.percent(counters.hotUpdated(), counters.updated()),
                        Cell.count(counters.sequentialScans()),
                        Cell.count(counters.indexScans()),
                        Cell.ago(newest(counters.lastVacuum(), counters.lastAutovacuum()), look.at()),
                        Cell.ago(newest(counters.lastAnalyze(), counters.lastAutoanalyze()), look.at())));
    }

    static long bytes(IndexDocument index, long block) {
        return bytes(index.bytes(), index.pages(), block);
    }

    /** What was measured, else what the catalog last counted. */
    private static long bytes(@Nullable Long measured, long pages, long block) {
        return measured == null ? pages * block : measured;
    }

    private static @Nullable Instant newest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
