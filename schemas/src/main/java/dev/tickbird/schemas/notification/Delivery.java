package dev.tickbird.schemas.notification;

import dev.tickbird.schemas.common.Immutable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the newest notification of one group at one receiver.
 *
 * @param notification the notification's id
 * @param receiver its name in the alerter's configuration
 * @param group the notification's group
 * @param version the notification's version within the group
 * @param state what became of it
 * @param attempts how many requests left
 * @param mayRepeat true when a crash fell into a send and the receiver cannot tell a repeat
 * @param reason the last failure, without secrets; null when none
 * @param notBefore when it is tried again; null when it is not
 * @param reference what the receiver calls the message; null when it gives no name
 * @param at when it came to this state
 */
public record Delivery(
        String notification,
        String receiver,
        String group,
        long version,
        DeliveryState state,
        int attempts,
        boolean mayRepeat,
        @Nullable String reason,
        @Nullable Instant notBefore,
        @Nullable String reference,
        Instant at) {
    public Delivery {
        Immutable.required(notification, "notification");
        Immutable.required(receiver, "receiver");
        Immutable.required(group, "group");
        Immutable.required(state, "state");
    }
}
