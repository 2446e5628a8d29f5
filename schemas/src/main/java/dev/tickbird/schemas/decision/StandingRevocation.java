package dev.tickbird.schemas.decision;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who ended a standing approval: the payload of a JWS whose {@code typ} is {@code tickbird-standing-revocation}, under {@link
 * StandingApproval#revocationKey} of the topic {@code config}. It is kept for people: whatever stands under that key ends the approval.
 *
 * @param id the standing approval's id
 * @param by who ended it
 * @param reason why; null for none
 * @param at when
 */
public record StandingRevocation(
        String id, String by, @Nullable String reason, Instant at) {
    public static final String JWS_TYPE = "tickbird-standing-revocation";

    public StandingRevocation {
        Immutable.required(id, "id");
        Immutable.required(by, "by");
        Immutable.required(at, "at");
    }
}
