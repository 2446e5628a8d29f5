package dev.tickbird.collector.probe;

import dev.tickbird.collector.probe.Definitions.Collation;
import dev.tickbird.collector.probe.Definitions.Index;
import dev.tickbird.collector.probe.Definitions.OperatorClass;
import dev.tickbird.collector.probe.Definitions.Table;
import dev.tickbird.postgres.IndexDefinition;
import dev.tickbird.postgres.SqlArrays;
import dev.tickbird.schemas.snapshot.ColumnDocument;
import dev.tickbird.schemas.snapshot.ConstraintDocument;
import dev.tickbird.schemas.snapshot.ConstraintKind;
import dev.tickbird.schemas.snapshot.TableKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the definitions of one database. */
final class DefinitionsReader {
    private final Asking asking;
    private final Map<Long, OperatorClass> operatorClasses = new HashMap<>();
    private final Map<Long, Collation> collations = new HashMap<>();
    private final Map<Long, String> members = new HashMap<>();
    private final Map<Long, String> ignored = new HashMap<>();
    private final Set<Long> published = new HashSet<>();
    private final Map<Long, List<Long>> bases = new HashMap<>();

    DefinitionsReader(Asking asking) {
        this.asking = asking;
    }

    Definitions read(DatabaseAccess access) throws SQLException {
        Map<String, String> extensions = new TreeMap<>();
        asking.rowsOrGap(
                Query.RELATIONS_EXTENSIONS,
                row -> String.valueOf(extensions.put(row.getString("name"), row.getString("version"))),
                null);
        readNames();
        List<Table> tables = asking.rows(Query.RELATIONS_TABLES, this::table);
        tables.sort(Comparator.comparingLong(Table::oid));
        Map<Long, List<Index>> indexes = new HashMap<>();
        asking.rows(Query.RELATIONS_INDEXES, row -> {
            Index index = index(row);
            return indexes.computeIfAbsent(index.definition().relationOid(), oid -> new ArrayList<>())
                    .add(index);
        });
        sort(indexes, Comparator.comparingLong(Index::oid));
        Map<Long, List<ColumnDocument>> columns = new ColumnsReader(asking).read(access, indexes);
        sort(columns, Comparator.comparingInt(ColumnDocument::number));
        return new Definitions(extensions, tables, indexes, texts(indexes), columns, constraints());
    }

    /** In place and for good: equal lists must be the same list the next time. */
    private static <T> void sort(Map<Long, List<T>> lists, Comparator<T> order) {
        lists.replaceAll((oid, list) -> list.stream().sorted(order).toList());
    }

    private void readNames() throws SQLException {
        asking.rows(
                Query.RELATIONS_MEMBERS,
                row -> String.valueOf(members.put(row.getLong("relation_oid"), row.getString("extension"))));
        asking.rowsOrGap(Query.RELATIONS_PUBLISHED, row -> published.add(row.getLong("relation_oid")), null);
        asking.rowsOrGap(
                Query.RELATIONS_MATVIEWS,
                row -> bases.computeIfAbsent(row.getLong("relation_oid"), oid -> new ArrayList<>())
                        .add(row.getLong("base_oid")),
                null);
        asking.rows(
                Query.RELATIONS_IGNORED,
                row -> String.valueOf(ignored.put(row.getLong("relation_oid"), Row.text(row, "ignored"))));
        asking.rows(
                Query.RELATIONS_OPERATOR_CLASSES,
                row -> String.valueOf(operatorClasses.put(
                        row.getLong("operator_class_oid"),
                        new OperatorClass(
                                row.getString("schema") + "." + row.getString("name"), row.getString("equal_image")))));
        asking.rows(
                Query.RELATIONS_COLLATIONS,
                row -> String.valueOf(collations.put(
                        row.getLong("collation_oid"),
                        new Collation(
                                row.getString("schema") + "." + row.getString("name"),
                                row.getBoolean("deterministic")))));
    }

    private Table table(ResultSet row) throws SQLException {
        Map<String, String> options = new TreeMap<>(Row.options(SqlArrays.texts(row, "options")));
        Row.options(SqlArrays.texts(row, "toast_options"))
                .forEach((name, value) -> options.put("toast." + name, value));
        long oid = row.getLong("relation_oid");
        return new Table(
                oid,
                row.getString("schema"),
                row.getString("name"),
                switch (row.getString("kind")) {
                    case "p" -> TableKind.PARTITIONED_TABLE;
                    case "m" -> TableKind.MATERIALIZED_VIEW;
                    default -> TableKind.TABLE;
                },
                row.getString("persistence"),
                row.getString("owner"),
                Row.longOrNull(row, "parent_oid"),
                members.get(oid),
                rules(oid),
                options,
                row.getBoolean("children"),
                row.getBoolean("foreign_parts"),
                row.getString("replica_identity"),
                published.contains(oid),
                List.copyOf(bases.getOrDefault(oid, List.of())));
    }

    private List<String> rules(long oid) {
        String rules = ignored.get(oid);
        return rules == null || rules.isEmpty() ? List.of() : List.of(rules.split(",", -1));
    }

    private Index index(ResultSet row) throws SQLException {
        List<OperatorClass> classes = new ArrayList<>();
        List<String> parameters = SqlArrays.texts(row, "key_parameters");
        for (long oid : SqlArrays.longs(row, "operator_classes")) {
            OperatorClass plain = operatorClasses.getOrDefault(oid, OperatorClass.UNKNOWN);
            int key = classes.size();
            classes.add(key < parameters.size() ? plain.given(parameters.get(key)) : plain);
        }
        List<Collation> ordered = new ArrayList<>();
        for (long oid : SqlArrays.longs(row, "collations")) {
            ordered.add(collations.getOrDefault(oid, Collation.NONE));
        }
        IndexDefinition definition = definition(row, classes, ordered);
        long oid = row.getLong("index_oid");
        return new Index(
                oid,
                row.getString("name"),
                row.getString("kind").equals("I"),
                definition,
                definition.hash(),
                classes,
                ordered,
                row.getBoolean("replica_identity"),
                row.getBoolean("is_clustered"),
                row.getBoolean("valid"),
                row.getBoolean("ready"),
                row.getBoolean("live"),
                Row.options(SqlArrays.texts(row, "options")),
                row.getString("tablespace"),
                Row.longOrNull(row, "parent_oid"),
                rules(oid));
    }

    private static IndexDefinition definition(ResultSet row, List<OperatorClass> classes, List<Collation> collations)
            throws SQLException {
        return new IndexDefinition(
                row.getLong("relation_oid"),
                row.getString("method"),
                row.getBoolean("is_unique"),
                row.getBoolean("is_primary"),
                row.getBoolean("exclusion"),
                row.getBoolean("immediate"),
                row.getBoolean("nulls_not_distinct"),
                SqlArrays.integers(row, "attributes"),
                classes.stream().map(OperatorClass::name).toList(),
                collations.stream().map(Collation::name).toList(),
                SqlArrays.integers(row, "key_options"),
                row.getString("expression_tree"),
                row.getString("predicate_tree"));
    }

    private Map<Long, Map<Integer, String>> texts(Map<Long, List<Index>> indexes) throws SQLException {
        List<Long> deparsed = indexes.entrySet().stream()
                .filter(table -> table.getValue().stream().anyMatch(Index::hasTexts))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Map<Long, Map<Integer, String>> texts = new HashMap<>();
        new PerTable(asking)
                .read(
                        Query.RELATIONS_EXPRESSIONS,
                        deparsed,
                        row -> texts.computeIfAbsent(row.getLong("index_oid"), oid -> new TreeMap<>())
                                .put(row.getInt("position"), Row.text(row, "text")));
        return texts;
    }

    private Map<Long, List<ConstraintDocument>> constraints() throws SQLException {
        Map<Long, List<ConstraintDocument>> constraints = new HashMap<>();
        asking.rows(
                Query.RELATIONS_CONSTRAINTS,
                row -> constraints
                        .computeIfAbsent(row.getLong("relation_oid"), oid -> new ArrayList<>())
                        .add(constraint(row)));
        sort(constraints, Comparator.comparingLong(ConstraintDocument::oid));
        return constraints;
    }

    private static ConstraintDocument constraint(ResultSet row) throws SQLException {
        return new ConstraintDocument(
                row.getLong("constraint_oid"),
                row.getString("name"),
                switch (row.getString("kind")) {
                    case "p" -> ConstraintKind.PRIMARY_KEY;
                    case "u" -> ConstraintKind.UNIQUE;
                    case "f" -> ConstraintKind.FOREIGN_KEY;
                    case "x" -> ConstraintKind.EXCLUSION;
                    default -> ConstraintKind.CHECK;
                },
                SqlArrays.integers(row, "attributes"),
                Row.longOrNull(row, "referenced_oid"),
                row.getString("referenced_schema"),
                row.getString("referenced_table"),
                SqlArrays.integers(row, "referenced_attributes"),
                row.getBoolean("validated"),
                row.getBoolean("is_deferrable"),
                row.getString("on_delete"),
                row.getString("on_update"),
                Row.longOrNull(row, "index_oid"),
                Row.longOrNull(row, "parent_oid"),
                Row.booleanOrNull(row, "built_in"));
    }
}
