package dev.tickbird.schemas.action;

/** Why an index may go: what the executor must still find true when it drops it. */
public enum DropReason {
    /** Another valid index has the same definition. */
    DUPLICATE,
    /** The keys of another valid index begin with its keys. */
    REDUNDANT,
    /** Nothing used it in the whole time of observation. */
    UNUSED,
    /** It is invalid, left by a failed build. */
    INVALID,
    /** It undoes the creation by an earlier action. */
    UNDO
}
