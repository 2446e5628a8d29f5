package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.Immutable;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a rule: its page is generated from this.
 *
 * @param id {@code capability.name}
 * @param reports what it reports, one sentence
 * @param silent what it must not report, one sentence
 * @param clear how long the condition must be gone; null for two intervals of the probe it reads
 * @param thresholds what can be set for it
 */
public record RuleInfo(
        String id, String reports, String silent, @Nullable Duration clear, List<Threshold> thresholds) {
    private static final Pattern ID = Pattern.compile("[a-z]+(\\.[a-z]+(-[a-z]+)*)");

    public RuleInfo {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("rule id '" + id + "' is not valid: expected e.g. index.duplicate");
        }
        thresholds = Immutable.list(thresholds);
    }

    public static RuleInfo of(String id, String reports, String silent, Threshold... thresholds) {
        return new RuleInfo(id, reports, silent, null, List.of(thresholds));
    }

    /** The word before the dot: it names the probe, the folder and the metric too. */
    public String capability() {
        return id.substring(0, id.indexOf('.'));
    }
}
