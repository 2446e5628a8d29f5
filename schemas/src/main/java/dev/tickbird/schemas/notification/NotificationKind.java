package dev.tickbird.schemas.notification;

/** What a notification is about. */
public enum NotificationKind {
    FINDINGS,
    PROPOSALS,
    OUTCOMES,
    TEST
}
