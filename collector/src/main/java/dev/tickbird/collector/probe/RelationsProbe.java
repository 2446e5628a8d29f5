package dev.tickbird.collector.probe;

import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the relations of one database. It keeps the definitions between two readings and reads them again only when something was written to the
 * catalogs, or when told to: counters cost a fifth of them. One object per database; not safe for use by many threads.
 */
public final class RelationsProbe {
    private final Sizes sizes = new Sizes();
    private @Nullable Known known;

    private record Changes(long written, long indexes, long valid, long ready) {}

    /** The definitions, and the state of the catalogs before they were read. */
    private record Known(Changes changes, DatabaseAccess access, Definitions definitions, List<Gap> gaps) {
        Known {
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * Reads once.
     *
     * @param whole whether definitions are read whatever the catalogs' counters say
     */
    public Reading<RelationsContent> read(Connection connection, boolean whole) throws SQLException {
        String database = connection.getCatalog();
        Asking asking = new Asking(connection, ServerIdentity.version(connection), database);
        ServerIdentity identity = ServerIdentity.read(asking);
        DatabaseAccess access =
                asking.rows(Query.RELATIONS_ACCESS, DatabaseAccess::of).getFirst();
        Definitions definitions = definitions(asking, access, whole);
        Counters counters = Counters.read(asking);
        sizes.read(asking, definitions, counters);
        RelationsContent content = new RelationsContent(
                database,
                access.databaseOid(),
                access.statsReset(),
                definitions.extensions(),
                new TableAssembly(definitions, counters, sizes).tables(),
                sequences(asking));
        return Reading.of(asking, identity, content);
    }

    private Definitions definitions(Asking asking, DatabaseAccess access, boolean whole) throws SQLException {
        Changes now = asking.rows(
                        Query.RELATIONS_CHANGES,
                        row -> new Changes(
                                row.getLong("written"),
                                row.getLong("indexes"),
                                row.getLong("valid"),
                                row.getLong("ready")))
                .getFirst();
        Known before = known;
        if (!whole
                && before != null
                && before.changes().equals(now)
                && before.access().sameRights(access)) {
            before.gaps().forEach(asking::gap);
            return before.definitions();
        }
        known = null;
        int ours = asking.gaps().size();
        Definitions definitions = new DefinitionsReader(asking).read(access);
        known = new Known(
                now,
                access,
                definitions,
                asking.gaps().subList(ours, asking.gaps().size()));
        return definitions;
    }

    private static List<SequenceDocument> sequences(Asking asking) throws SQLException {
        AtomicInteger unreadable = new AtomicInteger();
        List<SequenceDocument> sequences = asking.rowsOrGap(
                Query.RELATIONS_SEQUENCES,
                row -> {
                    if (!row.getBoolean("readable")) {
                        unreadable.incrementAndGet();
                    }
                    return sequence(row);
                },
                null);
        if (unreadable.get() > 0) {
            asking.gap(
                    Query.RELATIONS_SEQUENCES,
                    "Our login may not read the last value of " + unreadable + " of " + sequences.size()
                            + " sequences: how near they are to their end is not known.",
                    "GRANT SELECT ON ALL SEQUENCES IN SCHEMA … TO the monitoring role, as printed by: tickbird setup-sql");
        }
        return sequences;
    }

    private static SequenceDocument sequence(ResultSet row) throws SQLException {
        return new SequenceDocument(
                row.getLong("sequence_oid"),
                row.getString("schema"),
                row.getString("name"),
                row.getString("type"),
                row.getLong("minimum"),
                row.getLong("maximum"),
                row.getLong("increment"),
                row.getBoolean("cycles"),
                row.getBoolean("readable"),
                Row.longOrNull(row, "last_value"),
                row.getString("table_schema"),
                row.getString("table_name"),
                row.getString("column_name"),
                row.getString("column_type"));
    }
}
