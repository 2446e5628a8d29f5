package dev.tickbird.analyzer.rules.vacuum;

import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.StorageOptions;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far ids of one sort are from their end.
 *
 * @param ids for people
 * @param measure what figures begin with
 * @param unit of the figures
 * @param freezeSetting the setting, and the storage option, from which autovacuum freezes
 * @param freezeFallback its default
 * @param failsafeSetting from which a vacuum hurries, since 14
 */
record Wraparound(
        String ids, String measure, String unit, String freezeSetting, double freezeFallback, String failsafeSetting) {
    /** The server refuses new ids a little before the ids that it can tell apart, 2^31, are used up. */
    private static final double LAST = 2_147_483_648.0 - 3_000_000;

    private static final double SECONDS_PER_DAY = 86_400;
    private static final double MILLION = 1_000_000;
    private static final String WARNING_AGE = "warning-age";
    private static final String WARNING_FACTOR = "warning-factor";
    private static final String CRITICAL_AGE = "critical-age";
    private static final String CRITICAL_DAYS = "critical-days";
    private static final String EMERGENCY_AGE = "emergency-age";
    private static final String EMERGENCY_DAYS = "emergency-days";
    private static final String RATE_FOR = "rate-for";

    Threshold[] thresholds() {
        return new Threshold[] {
            Threshold.number(
                    WARNING_AGE, 500_000_000, unit, "age from which it is a warning, if the next is reached too"),
            Threshold.number(
                    WARNING_FACTOR, 1.5, "times", "times " + freezeSetting + ", the table's own where it is lower"),
            Threshold.number(CRITICAL_AGE, 1_000_000_000, unit, "age from which it is critical"),
            Threshold.number(CRITICAL_DAYS, 14, "days", "of a database: days left, from which a warning is critical"),
            Threshold.number(EMERGENCY_AGE, 1_600_000_000, unit, "age from which it is an emergency"),
            Threshold.number(
                    EMERGENCY_DAYS, 3, "days", "of a database: days left, from which a warning is an emergency"),
            Threshold.duration(RATE_FOR, Duration.ofMinutes(10), "how long the ids must be used at that rate"),
        };
    }

    /** The age from which autovacuum freezes. A table's own option can only lower it. */
    double freezeMaxAge(InstanceView instance, TableDocument table) {
        OptionalDouble own = StorageOptions.number(table.storage().options(), freezeSetting);
        double server = freezeMaxAge(instance);
        return own.isPresent() ? Math.min(own.getAsDouble(), server) : server;
    }

    double freezeMaxAge(InstanceView instance) {
        return instance.setting(freezeSetting, freezeFallback);
    }

    /**
     * The finding so far; empty where the ids are young enough.
     *
     * @param perSecond how fast ids are used; empty for unknown
     */
    Optional<Problems> problem(
            Subject subject,
            InstanceView instance,
            long age,
            double freezeMaxAge,
            OptionalDouble perSecond,
            Thresholds thresholds) {
        double due = Math.max(thresholds.number(WARNING_AGE), thresholds.number(WARNING_FACTOR) * freezeMaxAge);
        double critical = thresholds.number(CRITICAL_AGE);
        if (age < due && age < critical) {
            return Optional.empty();
        }
        OptionalDouble days = perSecond.isPresent() && perSecond.getAsDouble() > 0
                ? OptionalDouble.of(Math.max(0, LAST - age) / perSecond.getAsDouble() / SECONDS_PER_DAY)
                : OptionalDouble.empty();
        Problems problem = Problems.about(subject).level(Severity.WARNING);
        rise(problem, Severity.CRITICAL, age, critical, days, thresholds.number(CRITICAL_DAYS), thresholds);
        rise(
                problem,
                Severity.EMERGENCY,
                age,
                thresholds.number(EMERGENCY_AGE),
                days,
                thresholds.number(EMERGENCY_DAYS),
                thresholds);
        problem.explanation(explanation(instance, freezeMaxAge, days))
                .evidence(Measure.of(measure + ".age", age, unit).against(Math.min(due, critical)))
                .evidence(Measure.of(measure + ".left", Math.round(Math.max(0, LAST - age)), unit));
        days.ifPresent(value -> problem.evidence(
                Measure.of(measure + ".days-left", value, "days").against(thresholds.number(CRITICAL_DAYS))));
        return Optional.of(problem);
    }

    /** Whether it is so late that only the shortest way counts. */
    static boolean late(long age, Thresholds thresholds) {
        return age >= thresholds.number(EMERGENCY_AGE);
    }

    private static void rise(
            Problems problem,
            Severity severity,
            long age,
            double limit,
            OptionalDouble days,
            double fewest,
            Thresholds thresholds) {
        if (age >= limit) {
            problem.level(severity);
        } else if (days.isPresent() && days.getAsDouble() < fewest) {
            problem.level(severity, thresholds.duration(RATE_FOR));
        }
    }

    private String explanation(InstanceView instance, double freezeMaxAge, OptionalDouble days) {
        double failsafe = instance.setting(failsafeSetting, 1_600_000_000);
        return "Autovacuum should have frozen what is older than " + millions(freezeMaxAge) + " ("
                + freezeSetting + "). At 2.1 billion the server stops taking writes, to lose nothing."
                + (days.isPresent()
                        ? String.format(Locale.ROOT, " At the present rate that is in %.0f days.", days.getAsDouble())
                        : "")
                + (instance.atLeast(14)
                        ? " From " + millions(failsafe) + " on every vacuum hurries and leaves indexes alone ("
                                + failsafeSetting + ")."
                        : "");
    }

    /** For people: {@code 612 million}. */
    static String millions(double age) {
        return age < MILLION
                ? String.format(Locale.ROOT, "%,.0f", age)
                : String.format(Locale.ROOT, "%,.0f million", age / MILLION);
    }
}
