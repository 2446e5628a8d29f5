package dev.tickbird.schemas.fleet;

/** What a pause covers. */
public enum PauseScope {
    FLEET,
    TAG,
    INSTANCE
}
