package dev.tickbird.console.approval;

/** Whose key is under a decision. */
public enum Signer {
    /** The console wrote down what somebody decided who had logged in. */
    CONSOLE,
    /** The person signed with a registered key. */
    APPROVER,
    /** An outside engine signed with its registered key. */
    ENGINE
}
