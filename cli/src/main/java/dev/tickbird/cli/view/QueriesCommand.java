package dev.tickbird.cli.view;

import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tickbird queries URL}. */
@Command(
        name = "queries",
        mixinStandardHelpOptions = true,
        description =
                "Lists statements by the time they took, from pg_stat_statements: since its counters began, with --watch since the last look.",
        footer = {"", "Literals and secrets are left out of the texts.", ViewCommand.READS_ONLY})
public final class QueriesCommand extends ViewCommand {
    @Override
    List<Column> columns() {
        return List.of(
                Column.figure("totalMillis", "TIME"),
                Column.figure("timePercent", "%"),
                Column.figure("calls", "CALLS"),
                Column.figure("meanMillis", "MEAN ms"),
                Column.figure("rows", "ROWS"),
                Column.figure("hitPercent", "HIT %"),
                Column.figure("tempBytes", "TEMP"),
                Column.name("user", "USER"),
                Column.detail("queryId"),
                Column.text("statement", "STATEMENT"));
    }

    @Override
    List<Row> rows(Look look) {
        StatementsSnapshot now = look.now().statements();
        if (now == null) {
            throw new Problem(missing(look.now().instance().header()), Problem.UNREACHABLE);
        }
        Map<Key, StatementCounters> before = new HashMap<>();
        Observed earlier = look.before();
        StatementsSnapshot then = earlier == null ? null : earlier.statements();
        if (then != null) {
            then.statements().forEach(each -> before.put(Key.of(each), each));
        }
        // Of a statement that was not among the listed ones before, nobody knows what it had used by then.
        boolean allListed = then == null || then.other() == null || then.other().calls() == 0;
        List<Used> used = now.statements().stream()
                .filter(each -> allListed || before.containsKey(Key.of(each)))
                .map(each -> Used.of(each).since(before.get(Key.of(each))))
                .filter(each -> each.calls() > 0)
                .sorted(Comparator.comparingDouble(Used::millis).reversed())
                .toList();
        double all = used.stream().mapToDouble(Used::millis).sum();
        return used.stream().map(each -> row(each, all, look.blockSize())).toList();
    }

    /** Why there are none, in the probe's words. */
    private static String missing(SnapshotHeader header) {
        return header.gaps().stream()
                .filter(gap -> gap.probe().startsWith("statements"))
                .findFirst()
                .map(gap -> Plain.text(gap.reason()) + (gap.fix() == null ? "" : "\n  " + Plain.text(gap.fix())))
                .orElse("pg_stat_statements cannot be read here");
    }

    @Override
    String none() {
        return "No statement has run.";
    }

    private record Key(String queryId, long user, long database, boolean topLevel) {
        static Key of(StatementCounters counters) {
            return new Key(counters.queryId(), counters.userOid(), counters.databaseOid(), counters.topLevel());
        }
    }

    /** What a statement used in a time. */
    private record Used(
            StatementCounters of, double millis, long calls, long rows, long hit, long read, long tempBlocks) {
        static Used of(StatementCounters counters) {
            return new Used(
                    counters,
                    counters.executionMillis(),
                    counters.calls(),
                    counters.rows(),
                    counters.blocksHit(),
                    counters.blocksRead(),
                    temp(counters));
        }

        /** Since then; counters that became smaller began anew. */
        Used since(@Nullable StatementCounters before) {
            if (before == null || before.calls() > calls) {
                return this;
            }
            return new Used(
                    of,
                    millis - before.executionMillis(),
                    calls - before.calls(),
                    rows - before.rows(),
                    hit - before.blocksHit(),
                    read - before.blocksRead(),
                    tempBlocks - temp(before));
        }

        private static long temp(StatementCounters counters) {
            return counters.tempBlocksRead() + counters.tempBlocksWritten();
        }
    }

    private static Row row(Used used, double all, long block) {
        return Row.of(
                time(used.millis()),
                Cell.percent(used.millis(), all),
                Cell.count(used.calls()),
                Cell.millis(used.millis() / used.calls()),
                Cell.count(used.rows()),
                Cell.percent(used.hit(), used.hit() + used.read()),
                Cell.bytes(used.tempBlocks() * block),
                Cell.text(used.of().user()),
                Cell.text(used.of().queryId()),
                Cell.text(used.of().text() == null ? null : used.of().text().replaceAll("\\s+", " ")));
    }

    private static Cell time(double millis) {
        Cell exact = Cell.millis(millis);
        return millis < 10_000
                ? new Cell(exact.raw(), exact.shown() + " ms")
                : new Cell(exact.raw(), Figures.span(Duration.ofMillis(Math.round(millis))));
    }
}
