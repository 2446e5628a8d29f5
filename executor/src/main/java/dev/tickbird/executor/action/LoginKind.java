package dev.tickbird.executor.action;

/** Which of an instance's logins sends a statement: each may do no more than its own work. */
public enum LoginKind {
    /** Owns what is mended. */
    EXECUTOR,
    /** Cancels and ends sessions. */
    SIGNAL,
    /** Drops replication slots. */
    SLOTS
}
