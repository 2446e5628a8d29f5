package dev.tickbird.schemas.finding;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people said about a finding.
 *
 * @param finding the finding that it lies over
 * @param instance the instance that has the problem
 * @param acknowledgedEpisode the episode somebody has taken care of; null when nobody has
 * @param waivedUntil nothing is said or proposed before; null when not waived
 * @param by who said it
 * @param reason why
 * @param at when it was said
 */
public record Overlay(
        FindingId finding,
        InstanceId instance,
        @Nullable Integer acknowledgedEpisode,
        @Nullable Instant waivedUntil,
        String by,
        String reason,
        Instant at) {
    public Overlay {
        Immutable.required(finding, "finding");
        Immutable.required(instance, "instance");
        Immutable.required(by, "by");
    }
}
