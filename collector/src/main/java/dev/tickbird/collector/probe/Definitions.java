package dev.tickbird.collector.probe;

import dev.tickbird.postgres.IndexDefinition;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ConstraintDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only DDL and ANALYZE change: the dear part of the catalog, read again only when something was written to it.
 *
 * @param tables by oid
 * @param indexes of each table
 * @param texts of each index that has an expression or a predicate: position 0 is the predicate, the others are keys from 1
 * @param columns of each table or expression index
 * @param constraints of each table
 */
record Definitions(
        Map<String, String> extensions,
        List<Table> tables,
        Map<Long, List<Index>> indexes,
        Map<Long, Map<Integer, String>> texts,
        Map<Long, List<ColumnDocument>> columns,
        Map<Long, List<ConstraintDocument>> constraints) {

    /** Whether no text is missing, as that of a table that was locked. */
    boolean complete() {
        return indexes.values().stream()
                .flatMap(List::stream)
                .allMatch(index -> !index.hasTexts() || texts.containsKey(index.oid()));
    }

    Definitions withColumns(Map<Long, List<ColumnDocument>> others) {
        return new Definitions(extensions, tables, indexes, texts, others, constraints);
    }

    /** A table without what changes by itself. */
    record Table(
            long oid,
            String schema,
            String name,
            TableKind kind,
            String persistence,
            String owner,
            @Nullable Long parentOid,
            @Nullable String extension,
            List<String> ignored,
            Map<String, String> options,
            boolean children,
            boolean foreignPartitions,
            String replicaIdentity,
            boolean published,
            List<Long> readsFrom) {}

    /** An index without what changes by itself. */
    record Index(
            long oid,
            String name,
            boolean partitioned,
            IndexDefinition definition,
            String hash,
            List<OperatorClass> operatorClasses,
            List<Collation> collations,
            boolean replicaIdentity,
            boolean clustered,
            boolean valid,
            boolean ready,
            boolean live,
            Map<String, String> options,
            @Nullable String tablespace,
            @Nullable Long parentOid,
            List<String> ignored) {
        /** Whether the server has to deparse something of it. */
        boolean hasTexts() {
            return definition.expressionTree() != null || definition.predicateTree() != null;
        }

        /** Whether a B-tree with these keys stores equal keys once. */
        boolean deduplicates() {
            if (!definition.method().equals("btree")) {
                return false;
            }
            for (int i = 0; i < operatorClasses.size(); i++) {
                boolean alike = collations.get(i).deterministic()
                        || !String.valueOf(operatorClasses.get(i).equalImage()).equals("btvarstrequalimage");
                if (operatorClasses.get(i).equalImage() == null || !alike) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * An operator class.
     *
     * @param name qualified
     * @param equalImage the function that says whether equal values are alike in bytes; null for never
     */
    record OperatorClass(String name, @Nullable String equalImage) {
        static final OperatorClass UNKNOWN = new OperatorClass("?", null);

        /** With its parameters, which make it another one: two signature lengths are two indexes. */
        OperatorClass given(String parameters) {
            return parameters.isEmpty() ? this : new OperatorClass(name + parameters, equalImage);
        }
    }

    /**
     * A collation.
     *
     * @param name qualified; empty for none
     */
    record Collation(String name, boolean deterministic) {
        static final Collation NONE = new Collation("", true);
    }
}
