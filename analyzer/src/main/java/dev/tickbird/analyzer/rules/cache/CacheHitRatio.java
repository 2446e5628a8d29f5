package dev.tickbird.analyzer.rules.cache;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.DatabaseDelta;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A database that finds too few of its blocks in shared buffers, by what it read since the last look. */
@AutoService(Rule.class)
public final class CacheHitRatio implements Rule.OfFacts {
    private static final String MIN_PERCENT = "min-percent";
    private static final String MIN_BLOCKS = "min-blocks";
    private static final String FOR = "for";

    private static final RuleInfo INFO = RuleInfo.of(
            "cache.hit-ratio",
            "A database that found too few blocks in shared buffers, between two readings.",
            "What the counters gathered over their life, and intervals in which little was read.",
            Threshold.number(MIN_PERCENT, 90, Unit.PERCENT, "share of blocks found, below which it is reported"),
            Threshold.number(MIN_BLOCKS, 10_000, "blocks", "fewer blocks in an interval say nothing"),
            Threshold.duration(FOR, Duration.ofMinutes(30), "how long it must hold"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        List<Verdict> verdicts = new ArrayList<>();
        for (DatabaseFacts database : facts.facts().databases()) {
            facts.delta(database)
                    .filter(delta -> low(delta, thresholds))
                    .ifPresent(delta -> verdicts.add(verdict(database, delta, thresholds)));
        }
        return verdicts;
    }

    private static boolean low(DatabaseDelta delta, Thresholds thresholds) {
        long blocks = delta.blocksHit() + delta.blocksRead();
        return blocks >= thresholds.number(MIN_BLOCKS) && percent(delta) < thresholds.number(MIN_PERCENT);
    }

    private static double percent(DatabaseDelta delta) {
        return 100.0 * delta.blocksHit() / (delta.blocksHit() + delta.blocksRead());
    }

    private static Verdict verdict(DatabaseFacts database, DatabaseDelta delta, Thresholds thresholds) {
        double percent = percent(delta);
        return Problems.about(new Subject.Database(database.name()))
                .level(Severity.INFO, thresholds.duration(FOR))
                .title("database " + database.name() + " finds " + Math.round(percent) + " % of its blocks in memory")
                .explanation(
                        "The other blocks came from outside shared buffers: from the operating system's cache at best,"
                                + " from the disk at worst.")
                .evidence(Measure.of("cache.hit-percent", percent, Unit.PERCENT)
                        .against(thresholds.number(MIN_PERCENT))
                        .over(delta.window()))
                .evidence(Measure.of("cache.blocks-read", delta.blocksRead(), Unit.COUNT)
                        .over(delta.window()))
                .remedy(
                        "Look for statements that read whole tables (statement.*, index.*) first; if what is used all the"
                                + " time is larger than shared_buffers, raise it.")
                .build();
    }
}
