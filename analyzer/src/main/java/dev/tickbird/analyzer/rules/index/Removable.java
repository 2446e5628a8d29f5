package dev.tickbird.analyzer.rules.index;

import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import dev.tickbird.schemas.snapshot.IndexDocument;
import java.util.Set;

/** Which indexes serve scans and nothing else: only they may go when nothing scans them. */
final class Removable {
    private Removable() {}

    static boolean is(TableCase facts, IndexDocument index) {
        return index.valid()
                && index.parentOid() == null
                && !index.unique()
                && !index.primary()
                && !index.constraint()
                && !index.exclusion()
                && !index.replicaIdentity()
                && !index.clustered()
                && !index.foreignKeyTarget()
                && index.extension() == null
                && facts.table().extension() == null
                && !index.keyColumns().contains(0)
                && !supportsForeignKey(facts, index);
    }

    private static boolean supportsForeignKey(TableCase facts, IndexDocument index) {
        return facts.table().constraints().stream()
                .filter(constraint -> constraint.kind() == ConstraintKind.FOREIGN_KEY)
                .anyMatch(constraint -> {
                    int columns = constraint.columns().size();
                    return index.keys().size() >= columns
                            && Set.copyOf(index.keyColumns().subList(0, columns))
                                    .containsAll(constraint.columns());
                });
    }
}
