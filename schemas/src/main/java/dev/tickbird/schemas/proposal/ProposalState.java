package dev.tickbird.schemas.proposal;

/** Whether a proposal still stands. What people made of it is in the decisions. */
public enum ProposalState {
    LIVE,
    /** Its finding is gone, or a newer proposal took its place. */
    WITHDRAWN
}
