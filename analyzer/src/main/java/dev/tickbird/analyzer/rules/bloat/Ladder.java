package dev.tickbird.analyzer.rules.bloat;

import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Unit;
import java.util.Optional;

/** The severities that the bloat rules share: a share of the relation and bytes, both. */
final class Ladder {
    static final String WARNING_PERCENT = "warning-percent";
    private static final String INFO_BYTES = "info-bytes";
    private static final String WARNING_BYTES = "warning-bytes";
    private static final String CRITICAL_PERCENT = "critical-percent";
    private static final String CRITICAL_BYTES = "critical-bytes";

    private Ladder() {}

    static Threshold[] thresholds(double warningPercent) {
        return new Threshold[] {
            Threshold.number(
                    WARNING_PERCENT, warningPercent, Unit.PERCENT, "share of the pages that a rebuild would give back"),
            Threshold.number(INFO_BYTES, 10 << 20, Unit.BYTES, "bytes given back from which it is information"),
            Threshold.number(WARNING_BYTES, 100 << 20, Unit.BYTES, "bytes given back from which it is a warning"),
            Threshold.number(CRITICAL_PERCENT, 60, Unit.PERCENT, "share from which it is critical"),
            Threshold.number(CRITICAL_BYTES, 1 << 30, Unit.BYTES, "bytes given back from which it is critical"),
        };
    }

    /** The smallest relation that could be reported: nothing is computed below. */
    static double smallest(Thresholds thresholds) {
        return thresholds.number(INFO_BYTES);
    }

    static Optional<Severity> severity(Estimate estimate, Thresholds thresholds) {
        double percent = estimate.percent();
        double bytes = estimate.bytes();
        if (percent < thresholds.number(WARNING_PERCENT) || bytes < thresholds.number(INFO_BYTES)) {
            return Optional.empty();
        }
        if (percent >= thresholds.number(CRITICAL_PERCENT) && bytes >= thresholds.number(CRITICAL_BYTES)) {
            return Optional.of(Severity.CRITICAL);
        }
        return Optional.of(bytes >= thresholds.number(WARNING_BYTES) ? Severity.WARNING : Severity.INFO);
    }
}
