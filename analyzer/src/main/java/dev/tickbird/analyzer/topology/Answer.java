package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.decision.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people said of a finding's proposal, kept while that matters.
 *
 * @param action the proposal that they said it of; null where they spoke of the finding alone
 * @param verdict the last of them; null for an action that has ended
 * @param at when it was said; of an approval the first time
 * @param until the end of a snooze; null for none
 * @param waivedUntil the end of the finding's waiver; null for none
 */
public record Answer(
        @Nullable ActionId action,
        @Nullable Verdict verdict,
        Instant at,
        @Nullable Instant until,
        @Nullable Instant waivedUntil) {
    /** The same of a finding that is waived until then, or not any more. */
    Answer waived(@Nullable Instant end) {
        return new Answer(action, verdict, at, until, end);
    }

    boolean about(ActionId proposed) {
        return proposed.equals(action);
    }
}
