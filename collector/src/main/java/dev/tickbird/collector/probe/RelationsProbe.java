package dev.tickbird.collector.probe;

import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the relations of one database. It keeps what it read, and reads again what changed: definitions when something was written to the catalogs,
 * counters of the tables that were used. One object per database; not safe for use by many threads.
 */
public final class RelationsProbe {
    /** Whatever the counters of the catalogs say: a superuser's session can switch its counting off. */
    private static final Duration LONGEST_KNOWN = Duration.ofHours(6);

    private final Sizes sizes = new Sizes();
    private final CountersReader counters = new CountersReader();
    private final @Nullable MonitoringViews views;
    private @Nullable Known known;

    /** A probe; {@code views} name the schema that is looked at beside everything else. */
    public RelationsProbe(@Nullable MonitoringViews views) {
        this.views = views;
    }

    private record Changes(long written, long analyzed, long indexes, long valid, long ready) {
        static Changes of(ResultSet row) throws SQLException {
            return new Changes(
                    row.getLong("written"),
                    row.getLong("analyzed"),
                    row.getLong("indexes"),
                    row.getLong("valid"),
                    row.getLong("ready"));
        }

        /** Whether nothing happened but ANALYZE. */
        boolean sameDefinitions(Changes other) {
            return written == other.written && indexes == other.indexes && valid == other.valid && ready == other.ready;
        }
    }

    /** The life of a server in one role: from a start or a promotion to the next. */
    private record Life(@Nullable String systemIdentifier, Instant startedAt, boolean standby) {
        static Life of(ServerIdentity identity) {
            return new Life(identity.systemIdentifier(), identity.startedAt(), identity.inRecovery());
        }
    }

    /**
     * The definitions, and the state of the catalogs before they were read.
     *
     * @param readNanos when, by {@link System#nanoTime()}
     * @param server which one it was, and in which role: what a standby replays moves none of its counters
     */
    private record Known(
            Changes changes,
            DatabaseAccess access,
            Definitions definitions,
            List<Gap> gaps,
            long readNanos,
            Life server) {
        Known {
            gaps = List.copyOf(gaps);
        }

        boolean lasts() {
            return definitions.complete() && System.nanoTime() - readNanos < LONGEST_KNOWN.toNanos();
        }
    }

    /** Reads once. */
    public Reading<RelationsContent> read(Connection connection, Depth depth) throws SQLException {
        String database = connection.getCatalog();
        Asking asking = new Asking(connection, ServerIdentity.version(connection), database);
        ServerIdentity identity = ServerIdentity.read(asking);
        DatabaseAccess access =
                asking.rows(Query.RELATIONS_ACCESS, DatabaseAccess::of).getFirst();
        Known before = usable(identity, depth);
        Definitions definitions = definitions(asking, access, Life.of(identity), before);
        // what a standby replays moves none of its counters
        boolean all =
                depth != Depth.CHANGED || identity.inRecovery() || before == null || readNanos() != before.readNanos();
        Counters now = counters.read(asking, definitions, all);
        sizes.read(asking, definitions, now);
        RelationsContent content = new RelationsContent(
                database,
                access.databaseOid(),
                access.statsReset(),
                definitions.extensions(),
                new TableAssembly(definitions, now, sizes).tables(),
                sequences(asking),
                views == null ? null : MonitoringSchemaReader.read(asking, views.schema()));
        return Reading.of(asking, identity, content);
    }

    /** What is known of this very server, as far as such a reading rests on it. */
    private @Nullable Known usable(ServerIdentity identity, Depth depth) {
        Known now = known;
        if (now == null || !now.server().equals(Life.of(identity))) {
            return null;
        }
        return switch (depth) {
            case CHANGED -> now;
            case COUNTERS -> identity.inRecovery() || !now.lasts() ? null : now;
            case ALL -> null;
        };
    }

    private long readNanos() {
        return known == null ? 0 : known.readNanos();
    }

    private Definitions definitions(Asking asking, DatabaseAccess access, Life server, @Nullable Known before)
            throws SQLException {
        Changes now = asking.rows(Query.RELATIONS_CHANGES, Changes::of).getFirst();
        known = null;
        int ours = asking.gaps().size();
        Definitions definitions;
        long readNanos = System.nanoTime();
        if (before == null
                || !before.access().sameRights(access)
                || !before.changes().sameDefinitions(now)) {
            definitions = new DefinitionsReader(asking).read(access);
        } else if (before.changes().equals(now)) {
            before.gaps().forEach(asking::gap);
            definitions = before.definitions();
            readNanos = before.readNanos();
        } else {
            before.gaps().stream()
                    .filter(gap -> !gap.probe().startsWith(Query.RELATIONS_COLUMN_STATS.label()))
                    .forEach(asking::gap);
            definitions = new ColumnsReader(asking).analyzed(access, before.definitions());
            readNanos = before.readNanos();
        }
        known = new Known(
                now,
                access,
                definitions,
                asking.gaps().subList(ours, asking.gaps().size()),
                readNanos,
                server);
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
