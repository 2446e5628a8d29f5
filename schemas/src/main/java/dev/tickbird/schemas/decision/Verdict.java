package dev.tickbird.schemas.decision;

/** What was decided. The last two are the console's own: time or the analyzer ended it. */
public enum Verdict {
    APPROVE,
    REJECT,
    /** Takes an approval back while the action has not begun. */
    REVOKE,
    /** Not now: nothing is asked again before {@code until}. */
    SNOOZE,
    EXPIRED,
    WITHDRAWN
}
