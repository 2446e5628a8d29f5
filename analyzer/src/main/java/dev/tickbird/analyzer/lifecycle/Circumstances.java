package dev.tickbird.analyzer.lifecycle;

import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Around an evaluation.
 *
 * @param clear how long a condition of this rule must be gone before its finding is resolved
 * @param at event time
 * @param clock the partition's tick clock, milliseconds
 * @param quietUntil until when the instance counts as new; null when it does not
 */
public record Circumstances(
        InstanceId instance,
        String cluster,
        Map<String, String> tags,
        @Nullable String systemIdentifier,
        @Nullable ServerVersion version,
        RuleInfo rule,
        String scope,
        Duration clear,
        Instant at,
        long clock,
        @Nullable Instant quietUntil) {}
