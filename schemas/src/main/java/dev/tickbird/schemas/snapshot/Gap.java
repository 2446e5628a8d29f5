package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Something that a probe could not read. Rules that need it answer UNKNOWN with this reason.
 *
 * @param probe the probe's name, e.g. {@link #COLUMN_STATISTICS}
 * @param database where it happened, null for the whole instance
 * @param reason one sentence for people
 * @param fix the grant, command or setting that would help, null when nothing would
 */
public record Gap(
        String probe,
        @Nullable String database,
        String reason,
        @Nullable String fix) {
    /** The gap of a login that may not read the statistics of every column. */
    public static final String COLUMN_STATISTICS = "relations.column-stats";

    public Gap {
        Immutable.required(probe, "probe");
        Immutable.required(reason, "reason");
    }
}
