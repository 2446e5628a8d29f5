package dev.tickbird.postgres;

import dev.tickbird.schemas.common.ServerVersion;

/** The statement for a server version, or the reported fact that there is none. */
public sealed interface SqlLookup {
    /** There is one. */
    record Found(SqlStatement statement) implements SqlLookup {}

    /**
     * There is no file for that version.
     *
     * @param name the statement that was asked for
     * @param version the server that it is not written for
     */
    record Unsupported(String name, ServerVersion version) implements SqlLookup {
        /** One sentence for people. */
        public String reason() {
            return name + " is not available on PostgreSQL " + version.major();
        }
    }
}
