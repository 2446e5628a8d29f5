package dev.tickbird.console;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.ConnectionFacts;
import dev.tickbird.schemas.snapshot.DatabaseCounters;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.SlotFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StandbyFacts;
import dev.tickbird.schemas.snapshot.WalFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Snapshots of a server, as its collector would publish them. */
public final class Readings {
    public static final Map<String, Setting> SETTINGS = Map.of(
            "shared_buffers", new Setting("524288", "8kB", "configuration file", false),
            "work_mem", new Setting("4096", "kB", "default", false),
            "max_wal_size", new Setting("1024", "MB", "configuration file", true));
    private static final String SESSION = "0197f1c4-9c7a-7d33-9c5e-6d0f0c0a0001";
    private static final long XID = 5_000_000_000L;

    private Readings() {}

    public static InstanceSnapshot canary(String server, Instant at, double millis) {
        return new InstanceSnapshot(header(server, at), Reachability.YES, new Canary(millis + 0.2, 0.2, 0), null);
    }

    public static InstanceSnapshot unreachable(String server, Instant at) {
        return new InstanceSnapshot(
                header(server, at),
                Reachability.no("refused", "nothing listens on db1:5432", "Is PostgreSQL running?"),
                null,
                null);
    }

    /** What differs between the servers of tests. */
    public record Shape(
            long commits,
            long size,
            int connections,
            Map<String, Setting> settings,
            String name,
            boolean replicated,
            @Nullable Instant reset) {
        /** A server that did so many transactions since its counters began. */
        public static Shape of(long commits) {
            return new Shape(commits, 8L << 30, 42, SETTINGS, "shop", false, null);
        }

        public Shape sized(long bytes, int clients) {
            return new Shape(commits, bytes, clients, settings, name, replicated, reset);
        }

        public Shape set(Map<String, Setting> other) {
            return new Shape(commits, size, connections, other, name, replicated, reset);
        }

        /** Its database, standby and slot have this name. */
        public Shape named(String other) {
            return new Shape(commits, size, connections, settings, other, true, reset);
        }

        public Shape resetAt(Instant when) {
            return new Shape(commits, size, connections, settings, name, replicated, when);
        }
    }

    public static InstanceSnapshot facts(String server, Instant at, Shape shape) {
        InstanceFacts facts = new InstanceFacts(
                "PostgreSQL 18.6",
                false,
                XID + shape.commits,
                1_000L,
                shape.settings,
                List.of(
                        database(1, "template1", 7 << 20, 0, true, shape.reset),
                        database(16_384, shape.name, shape.size, shape.commits, false, shape.reset)),
                new ConnectionFacts(100, 3, shape.connections, 7, shape.connections - 7, 0, 0),
                shape.replicated
                        ? List.of(
                                new StandbyFacts(7, shape.name, "10.0.0.2", "streaming", "async", 1L << 20, 12.5, null))
                        : List.of(),
                shape.replicated
                        ? List.of(new SlotFacts(
                                shape.name,
                                "logical",
                                shape.name,
                                shape.name,
                                false,
                                false,
                                3L << 30,
                                "extended",
                                1L << 30,
                                null,
                                200L,
                                at.minus(Duration.ofHours(3)),
                                false,
                                "0/3000000",
                                "0/3000000",
                                false))
                        : List.of(),
                new WalFacts(shape.commits * 900, shape.commits, shape.commits * 900),
                null,
                null,
                null);
        return new InstanceSnapshot(header(server, at), Reachability.YES, null, facts);
    }

    private static DatabaseFacts database(
            long oid, String name, long size, long commits, boolean template, @Nullable Instant reset) {
        return new DatabaseFacts(
                oid,
                name,
                size,
                (XID - 150_000_000L) & 0xffff_ffffL,
                1,
                template,
                true,
                -1,
                template ? 0 : 35,
                false,
                new DatabaseCounters(
                        commits,
                        commits / 50,
                        commits / 4,
                        commits * 30,
                        commits * 9,
                        commits * 5,
                        commits,
                        commits / 2,
                        commits / 10,
                        0,
                        1,
                        3,
                        commits * 12,
                        0,
                        0,
                        reset));
    }

    private static SnapshotHeader header(String server, Instant at) {
        return new SnapshotHeader(
                InstanceId.of(server),
                server,
                "7445",
                1,
                ServerVersion.of(180_006),
                at.minus(Duration.ofDays(40)),
                SESSION,
                SESSION,
                SnapshotKind.FULL,
                0,
                1,
                1,
                null,
                at,
                1,
                List.of());
    }
}
