package dev.tickbird.console.approval;

/** Whose key is under a decision. */
public enum Signer {
    /** The console wrote down what somebody decided who had logged in. */
    CONSOLE,
    /** The person signed with a registered key. */
    APPROVER,
    /** The person signed ahead, within bounds: {@link dev.tickbird.schemas.decision.StandingApproval}. */
    STANDING,
    /** An outside engine signed with its registered key. */
    ENGINE
}
