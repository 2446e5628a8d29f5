package dev.tickbird.schemas.snapshot;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One constraint, as {@code pg_constraint} says.
 *
 * @param oid {@code oid} in its catalog
 * @param name its name
 * @param kind {@code contype}
 * @param columns attribute numbers in the table, in the constraint's order
 * @param referencedOid the referenced table of a foreign key
 * @param referencedSchema the referenced table's schema; null unless a foreign key
 * @param referencedTable the referenced table's name; null unless a foreign key
 * @param referencedColumns attribute numbers in the referenced table, in the order of {@code columns}
 * @param validated whether every row has been checked
 * @param deferrable whether the check may wait for the end of the transaction
 * @param onDelete {@code confdeltype}: a no action, r restrict, c cascade, n set null, d set default; null unless a foreign
 *     key
 * @param onUpdate {@code confupdtype}, the same letters; null unless a foreign key
 * @param indexOid the index that supports it (for a foreign key: the referenced one)
 * @param parentOid the parent's constraint it was inherited from; null when none
 * @param builtIn of a foreign key or check that is not validated: whether to look at it runs nothing but functions and operators that
 *     come with PostgreSQL; null for any other, and from a writer that did not say
 */
public record ConstraintDocument(
        long oid,
        String name,
        ConstraintKind kind,
        List<Integer> columns,
        @Nullable Long referencedOid,
        @Nullable String referencedSchema,
        @Nullable String referencedTable,
        List<Integer> referencedColumns,
        boolean validated,
        boolean deferrable,
        @Nullable String onDelete,
        @Nullable String onUpdate,
        @Nullable Long indexOid,
        @Nullable Long parentOid,
        @Nullable Boolean builtIn) {
    public ConstraintDocument {
        Immutable.required(name, "constraint.name");
        Immutable.required(kind, "constraint.kind");
        columns = Immutable.list(columns);
        referencedColumns = Immutable.list(referencedColumns);
    }
}
