package dev.tickbird.alerter.app;

import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.DeliveryState;
import dev.tickbird.schemas.notification.Notification;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest notification of a group, on its way.
 *
 * @param attempts requests that left
 * @param mayRepeat one of them may have arrived
 * @param notBefore the next try
 */
record Job(Notification notification, int attempts, boolean mayRepeat, Instant notBefore) {

    Delivery delivery(DeliveryState state, @Nullable String reason, @Nullable String reference, Instant at) {
        return new Delivery(
                notification.id(),
                notification.receiver(),
                notification.group(),
                notification.version(),
                state,
                attempts,
                mayRepeat,
                reason,
                state == DeliveryState.PENDING ? notBefore : null,
                reference,
                at);
    }

    Job attempt() {
        return new Job(notification, attempts + 1, mayRepeat, notBefore);
    }

    /** As after a request that got no answer. */
    Job repeatable() {
        return new Job(notification, attempts, true, notBefore);
    }

    Job after(Instant time) {
        return new Job(notification, attempts, mayRepeat, time);
    }
}
