package dev.tickbird.console.web.page;

import dev.tickbird.console.history.History;
import dev.tickbird.console.history.Metric;
import dev.tickbird.console.history.ReadFacts;
import dev.tickbird.console.history.Span;
import dev.tickbird.console.history.Telemetry;
import dev.tickbird.console.store.FindingList.Listed;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.console.web.chart.Chart;
import dev.tickbird.console.web.chart.Scale;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.snapshot.DatabaseCounters;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server as its template takes it.
 *
 * @param telemetry null when it was never heard
 * @param read its newest facts; null when there are none yet
 * @param findings the worst of them
 * @param open how many there are
 * @param actions the newest
 */
public record ServerModel(
        TargetSpec target,
        @Nullable Telemetry telemetry,
        @Nullable ReadFacts read,
        Span span,
        List<Chart> charts,
        List<Listed> findings,
        long open,
        List<ActionRow> actions,
        List<ServerSettings> settings,
        List<History.Changes> changes) {
    /** What is drawn, in order. */
    static final List<Metric> DRAWN = List.of(
            Metric.RESPONSE,
            Metric.CONNECTIONS,
            Metric.ACTIVE,
            Metric.BLOCKED,
            Metric.TRANSACTIONS,
            Metric.ROLLBACKS,
            Metric.WRITES,
            Metric.WAL,
            Metric.CACHE_HITS,
            Metric.BLOCK_READS,
            Metric.TEMP,
            Metric.LAG,
            Metric.LAG_TIME,
            Metric.RETAINED,
            Metric.XID_AGE,
            Metric.MULTIXACT_AGE,
            Metric.SIZE,
            Metric.UP);

    private static final double ALL = 100;

    public ServerModel {
        charts = Immutable.list(charts);
        findings = Immutable.list(findings);
        actions = Immutable.list(actions);
        settings = Immutable.list(settings);
        changes = Immutable.list(changes);
    }

    public boolean silent(Instant now) {
        return telemetry != null && telemetry.silent(target.intervals().canary(), now);
    }

    /** Largest first, templates last. */
    public List<DatabaseFacts> databases() {
        return read == null
                ? List.of()
                : read.facts().databases().stream()
                        .sorted(Comparator.comparing(DatabaseFacts::template)
                                .thenComparing(
                                        DatabaseFacts::sizeBytes,
                                        Comparator.nullsLast(
                                                Comparator.<Long>naturalOrder().reversed()))
                                .thenComparing(DatabaseFacts::name))
                        .toList();
    }

    /** Its name as a part of an address. */
    public static String asked(DatabaseFacts database) {
        return Asked.encode(database.name());
    }

    /** A version as people say it, and when the server started. */
    public @Nullable SnapshotHeader header() {
        return read == null ? null : read.header();
    }

    /** Of the blocks that were asked for since the counters began, how many were in shared buffers. */
    public static String cacheHits(DatabaseCounters counters) {
        long asked = counters.blocksHit() + counters.blocksRead();
        return asked == 0 ? "" : percent(ALL * counters.blocksHit() / asked);
    }

    /** An amount, short. */
    public static String count(@Nullable Long amount) {
        return amount == null ? "" : Scale.label(amount, Unit.COUNT);
    }

    public static String bytes(@Nullable Long bytes) {
        return bytes == null ? "" : Figures.bytes(bytes);
    }

    public static String millis(@Nullable Double millis) {
        return millis == null ? "" : Figures.of(BigDecimal.valueOf(millis), Unit.MILLISECONDS);
    }

    private static String percent(double value) {
        return Figures.of(BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP), Unit.PERCENT);
    }
}
