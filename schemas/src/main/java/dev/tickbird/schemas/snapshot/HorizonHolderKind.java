package dev.tickbird.schemas.snapshot;

/** What kind of thing holds the XID horizon. */
public enum HorizonHolderKind {
    SESSION,
    PREPARED_TRANSACTION,
    SLOT,
    STANDBY
}
