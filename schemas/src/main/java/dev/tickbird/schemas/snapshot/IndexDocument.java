package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One index, as {@code pg_index} and {@code pg_class} say.
 *
 * @param oid {@code pg_class.oid}
 * @param name its name
 * @param method access method, e.g. {@code btree}
 * @param keys key columns in order
 * @param include attribute numbers of INCLUDE columns in order
 * @param unique {@code indisunique}
 * @param primary {@code indisprimary}
 * @param exclusion {@code indisexclusion}
 * @param immediate false for a deferrable constraint
 * @param replicaIdentity {@code indisreplident}
 * @param clustered {@code indisclustered}
 * @param valid {@code indisvalid}
 * @param ready {@code indisready}
 * @param live {@code indislive}
 * @param building true while {@code pg_stat_progress_create_index} names it or its table
 * @param nullsNotDistinct from 15; false before
 * @param predicate text of a partial index's condition; null when none (or when the table was locked)
 * @param partial true when it has a predicate, also when its text could not be read
 * @param options {@code reloptions} by name
 * @param constraint true when a primary key, unique or exclusion constraint owns it
 * @param foreignKeyTarget true when a foreign key depends on it
 * @param parentOid the partitioned index it is attached to; null when none
 * @param partitioned true for the index of a partitioned table, which holds nothing itself
 * @param deduplicates true when every key operator class supports equal images (B-tree deduplication)
 * @param tablespace its tablespace's name; null for the database's default
 * @param extension the extension that owns it; null when none
 * @param pages {@code relpages}
 * @param tuples {@code reltuples}; -1 for never counted
 * @param filenode {@code relfilenode}: a new one means that it was rebuilt
 * @param bytes the real size; null when it was not measured this time
 * @param definitionHash the first 128 bits of SHA-256 over the typed definition; survives a rename and a rebuild
 * @param counters its cumulative counters
 */
public record IndexDocument(
        long oid,
        String name,
        String method,
        List<IndexKey> keys,
        List<Integer> include,
        boolean unique,
        boolean primary,
        boolean exclusion,
        boolean immediate,
        boolean replicaIdentity,
        boolean clustered,
        boolean valid,
        boolean ready,
        boolean live,
        boolean building,
        boolean nullsNotDistinct,
        @Nullable String predicate,
        boolean partial,
        Map<String, String> options,
        boolean constraint,
        boolean foreignKeyTarget,
        @Nullable Long parentOid,
        boolean partitioned,
        boolean deduplicates,
        @Nullable String tablespace,
        @Nullable String extension,
        long pages,
        double tuples,
        long filenode,
        @Nullable Long bytes,
        String definitionHash,
        IndexCounters counters) {
    public IndexDocument {
        Immutable.required(name, "index.name");
        Immutable.required(method, "index.method");
        Immutable.required(definitionHash, "index.definitionHash");
        Immutable.required(counters, "index.counters");
        keys = Immutable.list(keys);
        include = Immutable.list(include);
        options = Immutable.map(options);
    }

    /** The attribute numbers of the key columns; 0 stands for an expression. */
    public List<Integer> keyColumns() {
        return keys.stream().map(IndexKey::column).toList();
    }

    /** Bytes on disk as far as known: measured, else estimated from pages of 8 kB. */
    public long sizeBytes() {
        return bytes == null ? pages * 8192 : bytes;
    }
}
