package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table, partitioned table or materialized view, with everything that rules need to know of it.
 *
 * @param oid {@code pg_class.oid}
 * @param schema the schema's name
 * @param name its name
 * @param kind {@code relkind}
 * @param persistence {@code p} permanent, {@code u} unlogged; temporary tables are not sent
 * @param owner the owning role's name
 * @param parentOid the partitioned table it is a partition of; null when none
 * @param extension the extension that owns it; null when none
 * @param ignoredRules rule ids from a {@code tickbird:ignore=} comment on the table or its indexes ({@code index-name:rule})
 * @param locked true when another session held ACCESS EXCLUSIVE: expressions, predicates and sizes are missing this time
 * @param storage how its rows are stored
 * @param columns by attribute number, dropped ones included
 * @param indexes its indexes
 * @param constraints its constraints
 * @param counters null for partitioned tables, which have none
 * @param toast null without a TOAST table
 * @param replicaIdentity {@code relreplident}: d the primary key, i an index, f the whole row, n nothing; null from a writer that did
 *     not say
 * @param published whether a publication sends its updates or deletions; null from a writer that did not say
 * @param readsFrom oids of the tables, partitions and materialized views that a materialized view is computed from; empty for
 *     what is none
 * @param partitions all tables below a partitioned one, each after its parent; null for what is none, where a foreign table is among
 *     them, and for more than {@link #MOST_PARTITIONS}
 */
public record TableDocument(
        long oid,
        String schema,
        String name,
        TableKind kind,
        String persistence,
        String owner,
        @Nullable Long parentOid,
        @Nullable String extension,
        List<String> ignoredRules,
        boolean locked,
        TableStorage storage,
        List<ColumnDocument> columns,
        List<IndexDocument> indexes,
        List<ConstraintDocument> constraints,
        @Nullable TableCounters counters,
        @Nullable ToastDocument toast,
        @Nullable String replicaIdentity,
        @Nullable Boolean published,
        List<Long> readsFrom,
        @Nullable List<PartitionMember> partitions) {
    public static final int MOST_PARTITIONS = 100;

    public TableDocument {
        Immutable.required(schema, "table.schema");
        Immutable.required(name, "table.name");
        Immutable.required(kind, "table.kind");
        Immutable.required(storage, "table.storage");
        ignoredRules = Immutable.list(ignoredRules);
        columns = Immutable.list(columns);
        indexes = Immutable.list(indexes);
        constraints = Immutable.list(constraints);
        readsFrom = Immutable.list(readsFrom);
        partitions = partitions == null ? null : Immutable.list(partitions);
    }
}
