package dev.tickbird.schemas.action;

/** What a VACUUM may be told beyond Tickbird's defaults (no truncation of the table's end, statistics untouched). */
public enum VacuumOption {
    ANALYZE("ANALYZE"),
    /** Only against wraparound: freezes everything, writes much WAL. */
    FREEZE("FREEZE"),
    /** Only against wraparound: leaves dead line pointers behind. */
    SKIP_INDEX_CLEANUP("INDEX_CLEANUP FALSE");

    private final String sql;

    VacuumOption(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
