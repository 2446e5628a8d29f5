package dev.tickbird.executor.run;

import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import java.time.Instant;
import java.util.Optional;

/** Why an action that waits is to end without another try. */
record Ending(ActionState state, String reason) {
    static Optional<Ending> of(JournalEntry waiting, Order.Run order, Instant now) {
        if (waiting.cancelRequested()) {
            String reason = waiting.reason();
            return Optional.of(new Ending(ActionState.REVOKED, reason == null ? "cancelled by order" : reason));
        }
        return now.isBefore(order.expiresAt())
                ? Optional.empty()
                : Optional.of(new Ending(ActionState.EXPIRED, "the order expired at " + order.expiresAt()));
    }
}
