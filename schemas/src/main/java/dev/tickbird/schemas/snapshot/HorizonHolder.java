package dev.tickbird.schemas.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps dead rows from being removed.
 *
 * @param kind what kind of thing it is
 * @param id pid, gid, slot name or the standby's application name
 * @param database null when it holds back every database
 * @param xminAge transactions since the horizon it holds; null when only a transaction id is held
 * @param xidAge transactions since its own id, or since {@code catalog_xmin} of a logical slot
 * @param since when it began; null when unknown
 * @param catalogOnly true when it holds back system catalogs only (logical slots)
 */
public record HorizonHolder(
        HorizonHolderKind kind,
        String id,
        @Nullable String database,
        @Nullable Long xminAge,
        @Nullable Long xidAge,
        @Nullable Instant since,
        boolean catalogOnly) {
    /** The larger of both ages. */
    public long age() {
        return Math.max(xminAge == null ? 0 : xminAge, xidAge == null ? 0 : xidAge);
    }
}
