package dev.tickbird.console.history;

import dev.tickbird.console.store.Rows;
import dev.tickbird.console.store.Store;
import dev.tickbird.runtime.SupervisedLoop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the partitions of the history ahead and drops what is over. Rows are never deleted from a large table. */
public final class Upkeep implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final long LOCK = 0x7469636b68697374L;

    private final Store store;
    private final Retention retention;
    private final InstantSource clock;
    private Instant next = Instant.MIN;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public Upkeep(Store store, Retention retention, InstantSource clock) {
        this.store = store;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public void turn() throws InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            run();
            next = now.plus(EVERY);
        }
        if (stopping.await(1, TimeUnit.SECONDS)) {
            LOG.debug("the upkeep of the history ends");
        }
    }

    @Override
    public void wakeUp() {
        stopping.countDown();
    }

    /** Once; of several consoles one after the other. */
    public void run() {
        Instant now = clock.instant();
        store.inTransaction(connection -> {
            Rows.list(connection, "SELECT pg_advisory_xact_lock(?)", row -> "", LOCK);
            for (PartitionedTable table : retention.tables()) {
                keep(connection, table, now);
            }
            Instant oldest = now.minus(retention.findings());
            Rows.update(connection, "DELETE FROM finding_episode WHERE last_seen < ?", oldest);
            Rows.update(connection, "DELETE FROM message WHERE at < ?", oldest);
            Instant gone = now.minus(retention.hourly());
            Rows.update(connection, "DELETE FROM setting_change WHERE at < ?", gone);
            for (String table : List.of("facts", "server_settings")) {
                Rows.update(
                        connection,
                        "DELETE FROM " + table
                                + " WHERE instance IN (SELECT instance FROM telemetry WHERE seen_at < ?)",
                        gone);
            }
            Rows.update(connection, "DELETE FROM telemetry WHERE seen_at < ?", gone);
        });
    }

    private static void keep(Connection connection, PartitionedTable table, Instant now) throws SQLException {
        List<String> present = Rows.list(
                connection,
                "SELECT relid::text AS name FROM pg_partition_tree(?::regclass) WHERE isleaf",
                row -> row.getString("name"),
                table.name());
        for (PartitionedTable.Partition partition : table.wanted(now)) {
            if (!present.contains(partition.name())) {
                Rows.update(
                        connection,
                        "CREATE TABLE " + partition.name() + " PARTITION OF " + table.name() + " FOR VALUES FROM ('"
                                + partition.from() + "T00:00:00Z') TO ('" + partition.until() + "T00:00:00Z')");
            }
        }
        for (String name : present) {
            if (table.isOver(name, now)) {
                Rows.update(connection, "DROP TABLE " + name);
                LOG.info("{} is older than {}: dropped", name, table.kept());
            }
        }
    }
}
