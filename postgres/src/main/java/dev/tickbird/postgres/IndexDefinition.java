package dev.tickbird.postgres;

import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.StableId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an index is, from typed columns of the catalog and never from {@code pg_get_indexdef}, which waits for locks. Storage options,
 * tablespace and name are left out: they may change and the index stays what it is.
 *
 * @param attributes attribute numbers, keys first, then INCLUDE; 0 is an expression
 * @param operatorClasses qualified names, per key
 * @param collations qualified names, per key; empty for none
 * @param keyOptions {@code indoption}, per key
 * @param expressionTree the expressions as {@code pg_index} keeps them; positions in them are dropped here; null for none
 * @param predicateTree the same of the predicate
 */
public record IndexDefinition(
        long relationOid,
        String method,
        boolean unique,
        boolean primary,
        boolean exclusion,
        boolean immediate,
        boolean nullsNotDistinct,
        List<Integer> attributes,
        List<String> operatorClasses,
        List<String> collations,
        List<Integer> keyOptions,
        @Nullable String expressionTree,
        @Nullable String predicateTree) {
    private static final SqlResources SQL = new SqlResources(IndexDefinition.class);

    private static final int HASH_BYTES = 16;

    /** Where it stood in the statement that created it: changes with a rebuild and means nothing. */
    private static final Pattern POSITION = Pattern.compile(" :location -?[0-9]+");

    public IndexDefinition {
        attributes = List.copyOf(attributes);
        operatorClasses = List.copyOf(operatorClasses);
        collations = List.copyOf(collations);
        keyOptions = List.copyOf(keyOptions);
        expressionTree = withoutPositions(expressionTree);
        predicateTree = withoutPositions(predicateTree);
    }

    private static @Nullable String withoutPositions(@Nullable String tree) {
        return tree == null ? null : POSITION.matcher(tree).replaceAll("");
    }

    /** The definition of one index as the server holds it now; empty when there is no such index. */
    public static Optional<IndexDefinition> read(Connection connection, ServerVersion version, long indexOid)
            throws SQLException {
        String sql = switch (SQL.find("definition/index", version)) {
            case SqlLookup.Found(SqlStatement statement) -> statement.text();
            case SqlLookup.Unsupported unsupported -> throw new SQLException(unsupported.reason(), "0A000");
        };
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, indexOid);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(of(row)) : Optional.empty();
            }
        }
    }

    private static IndexDefinition of(ResultSet row) throws SQLException {
        return new IndexDefinition(
                row.getLong("relation_oid"),
                row.getString("method"),
                row.getBoolean("is_unique"),
                row.getBoolean("is_primary"),
                row.getBoolean("exclusion"),
                row.getBoolean("immediate"),
                row.getBoolean("nulls_not_distinct"),
                SqlArrays.integers(row, "attributes"),
                SqlArrays.texts(row, "operator_classes"),
                SqlArrays.texts(row, "collations"),
                SqlArrays.integers(row, "key_options"),
                row.getString("expression_tree"),
                row.getString("predicate_tree"));
    }

    /**
     * {@code sha256:} and 32 hexadecimal digits, the first half of it: hashes do not compress, and whole ones were more than half of what
     * a changed table takes on the wire. It survives a rename, a rebuild and a change of storage options.
     */
    public String hash() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(relationOid);
            text(out, method);
            for (boolean flag : new boolean[] {unique, primary, exclusion, immediate, nullsNotDistinct}) {
                out.writeBoolean(flag);
            }
            integers(out, attributes);
            texts(out, operatorClasses);
            texts(out, collations);
            integers(out, keyOptions);
            text(out, expressionTree);
            text(out, predicateTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "sha256:" + HexFormat.of().formatHex(StableId.sha256().digest(bytes.toByteArray()), 0, HASH_BYTES);
    }

    private static void integers(DataOutputStream out, List<Integer> values) throws IOException {
        out.writeInt(values.size());
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static void texts(DataOutputStream out, List<String> values) throws IOException {
        out.writeInt(values.size());
        for (String value : values) {
            text(out, value);
        }
    }

    /** Preceded by its length, so that no two different lists of texts give the same bytes. */
    private static void text(DataOutputStream out, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
