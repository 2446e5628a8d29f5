package dev.tickbird.alerter.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a request. Reasons never hold a secret. */
public sealed interface Sent {
    /**
     * The receiver took it.
     *
     * @param reference what the receiver calls it; null when it gives no name
     */
    record Delivered(@Nullable String reference) implements Sent {}

    /**
     * It may work later.
     *
     * @param retryAfter what the receiver asked for; null when it did not say
     * @param mayHaveArrived the request left and no answer came
     */
    record TryLater(String reason, @Nullable Duration retryAfter, boolean mayHaveArrived) implements Sent {}

    /** It will not work, however often it is tried. */
    record Refused(String reason) implements Sent {}
}
