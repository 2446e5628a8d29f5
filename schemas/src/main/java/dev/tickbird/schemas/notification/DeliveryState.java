package dev.tickbird.schemas.notification;

/** What became of a notification. */
public enum DeliveryState {
    PENDING,
    /** Written before the request leaves: after a crash it may have arrived. */
    SENDING,
    SENT,
    /** The receiver refused it for good, or a newer notification took its place. */
    GIVEN_UP
}
