package dev.tickbird.console;

import dev.tickbird.console.Readings.Shape;
import dev.tickbird.console.history.Recorder;
import dev.tickbird.console.store.Rows;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Freeze;
import dev.tickbird.schemas.fleet.Hours;
import dev.tickbird.schemas.fleet.MaintenanceWindow;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.testkit.Await;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fleet with a past, as the other agents would have told it. */
final class Scene {
    static final List<String> SERVERS =
            List.of("orders", "orders-replica", "billing", "search", "warehouse", "sessions");
    private final ConsoleBench bench;
    private final Instant now;

    Scene(ConsoleBench bench, Instant now) {
        this.bench = bench;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Its fleet file's policies, windows and a freeze. */
    static FleetPolicy fleet() {
        Hours nights = new Hours(new Cron("0 22 * * *"), ZoneId.of("Europe/Berlin"), Duration.ofHours(8));
        ApprovalPolicy low = new ApprovalPolicy(
                "low-at-night",
                List.of(Risk.LOW),
                List.of(),
                List.of("vacuum.*", "statistics.*"),
                List.of(),
                Map.of("env", "none of these"),
                List.of(),
                nights,
                Effect.AUTO_APPROVE,
                1,
                List.of(),
                null);
        MaintenanceWindow window = new MaintenanceWindow(
                "nights",
                new Cron("0 22 * * *"),
                ZoneId.of("Europe/Berlin"),
                Duration.ofHours(6),
                List.of(),
                Map.of("env", "test"),
                List.of());
        Instant release = Instant.parse("2099-11-27T00:00:00Z");
        return FleetPolicy.of(
                        1,
                        List.of(low, ApprovalPolicy.of("two-for-high", List.of(Risk.HIGH), Effect.REQUIRE, 2)),
                        List.of(),
                        null)
                .withCalendar(
                        List.of(window),
                        List.of(new Freeze(
                                "release",
                                release,
                                release.plus(Duration.ofDays(3)),
                                List.of(),
                                Map.of("env", "prod"),
                                "the sale")));
    }

    /** Publishes everything, and waits until the console has read it. */
    void play() {
        for (String server : SERVERS) {
            bench.watch(server, Map.of("env", server.equals("sessions") ? "test" : "prod", "team", "shop"));
        }
        for (int hour = 20; hour > 0; hour--) {
            put(behind(hour, now.minus(Duration.ofHours(hour))));
        }
        history();
        Finding cause = behind(0, now);
        for (int table = 1; table <= 4; table++) {
            put(symptom("orders_2026_0" + table, cause.id()));
        }
        for (String server : SERVERS) {
            put(duplicate(server));
        }
        put(wraparound());
        Proposal drop = Proposals.medium("orders_user_id_idx1", now);
        bench.publish(drop);
        bench.publish(Proposals.low("orders", now));
        bench.publish(Proposals.high(4711, now));
        bench.publish(cause);
        Await.until(
                ConsoleBench.LIMIT,
                "every server is heard",
                () -> bench.query("SELECT 1 FROM telemetry WHERE seen_at > now() - interval '3 min'")
                                .size()
                        == SERVERS.size());
    }

    /** The finding that has a past and explains others. */
    FindingId cause() {
        return behind(0, now).id();
    }

    /** A day of readings, older hours, and the newest by the topic; the search server is out of reach, the warehouse was reset. */
    private void history() {
        bench.store(connection -> {
            Recorder recorder = new Recorder(connection);
            for (String server : SERVERS) {
                int seed = server.hashCode() & 15;
                for (int minute = 26 * 60; minute > 5; minute -= 6) {
                    Instant at = now.minus(Duration.ofMinutes(minute));
                    recorder.take(Readings.canary(server, at, wave(minute, 1.5 + seed)), at, 1);
                    recorder.take(Readings.facts(server, at, shape(server, seed, minute)), at, 2);
                }
            }
            Rows.update(connection, """
                    INSERT INTO reading_1h (instance, at, up, response, connections, active, transactions, wal, cache_hits, xid_age, size)
                    SELECT instance, at - day * interval '1 day', up, response, connections, active, transactions * (1 - day / 200.0),
                      wal, cache_hits, xid_age - day * 1e6, size * (1 - day / 250.0) FROM reading_1h, generate_series(2, 80) day ON CONFLICT DO NOTHING""");
        });
        for (String server : SERVERS) {
            int seed = server.hashCode() & 15;
            send(
                    server,
                    server.equals("search")
                            ? Readings.unreachable(server, now)
                            : Readings.facts(server, now, shape(server, seed, 0)));
            if (!server.equals("search")) {
                send(server, Readings.canary(server, now, 1.5 + seed));
            }
        }
    }

    private static Shape shape(String server, int seed, int minutesAgo) {
        long begun = server.equals("warehouse") && minutesAgo < 300 ? 300 : 3000;
        double load = wave(minutesAgo, 20 + 3.0 * seed);
        Shape shape = Shape.of((long) ((begun - minutesAgo) * 60 * (40 + seed) + load * 900))
                .sized((60L + seed) << 30, (int) load)
                .set(minutesAgo < 90 ? changed() : Readings.SETTINGS);
        return server.equals("orders") ? shape.named("orders-replica") : shape;
    }

    private static Map<String, Setting> changed() {
        Map<String, Setting> changed = new HashMap<>(Readings.SETTINGS);
        changed.put("work_mem", new Setting("65536", "kB", "configuration file", false));
        return changed;
    }

    private static double wave(int minute, double level) {
        return level * (1 + 0.5 * Math.sin(minute / 230.0) + 0.15 * Math.sin(minute / 7.0));
    }

    private void send(String server, InstanceSnapshot snapshot) {
        bench.send(bench.events.record(Topic.SNAPSHOTS_INSTANCE, server, snapshot));
    }

    private void put(Finding finding) {
        bench.send(bench.events.record(
                Topic.FINDINGS,
                Partitions.key(finding.instance().value(), finding.id().value()),
                finding));
    }

    private Finding behind(int hoursAgo, Instant seen) {
        long dead = 4_200_000L - hoursAgo * 190_000L;
        return finding(
                "vacuum.behind",
                "orders",
                Severity.CRITICAL,
                Subject.Relation.of("shop", "public", "orders"),
                "orders has 4.2 million dead rows and autovacuum has not come for 20 h",
                "Dead rows take space and make every scan slower. Autovacuum is due at 20 % of the table, and it has not "
                        + "run since a transaction began that still holds the horizon.",
                List.of(
                        Measure.of("vacuum.dead-rows", dead, "rows").against(1_000_000L),
                        Measure.of("vacuum.dead-share", 31.5 - hoursAgo, "percent")
                                .against(20.0)
                                .over(Duration.ofHours(1))),
                "End the transaction that holds the horizon, then vacuum the table.",
                seen,
                null);
    }

    private Finding symptom(String table, FindingId cause) {
        return finding(
                "bloat.table",
                "orders",
                Severity.WARNING,
                Subject.Relation.of("shop", "public", table),
                table + " is 38 % bloat",
                "More than a third of the table's pages hold nothing.",
                List.of(Measure.of("bloat.size", 912_680_550L, "bytes").against(100_000_000L)),
                "Vacuum it, then look again.",
                now,
                cause);
    }

    private Finding duplicate(String server) {
        return finding(
                "index.duplicate",
                server,
                Severity.WARNING,
                new Subject.Index("shop", "public", "orders_user_id_idx1", "orders"),
                "orders_user_id_idx1 duplicates orders_user_id_idx",
                "Both index orders (user_id) with the same operator class; every write keeps both.",
                List.of(Measure.of("index.size", 73_400_320L, "bytes")),
                "Drop orders_user_id_idx1; its twin serves every query.",
                now,
                null);
    }

    private Finding wraparound() {
        return finding(
                "vacuum.wraparound-xid",
                "warehouse",
                Severity.EMERGENCY,
                new Subject.Database("ledger"),
                "database ledger will refuse writes in 3 days",
                "1.9 billion transactions have passed since its oldest row was frozen.",
                List.of(Measure.of("vacuum.xid-age", 1_912_000_000L, "transactions")
                        .against(1_600_000_000L)),
                "Vacuum the oldest tables now, largest age first.",
                now,
                null);
    }

    private Finding finding(
            String rule,
            String server,
            Severity severity,
            Subject subject,
            String title,
            String explanation,
            List<Measure> evidence,
            String remedy,
            Instant seen,
            @Nullable FindingId cause) {
        InstanceId instance = InstanceId.of(server);
        return new Finding(
                Finding.id(rule, instance, subject),
                1,
                rule,
                severity,
                FindingState.OPEN,
                instance,
                server,
                Map.of("env", "prod"),
                "7445",
                subject,
                title,
                explanation,
                evidence,
                remedy,
                false,
                null,
                List.of(),
                now.minus(Duration.ofHours(21)),
                seen,
                null,
                null,
                cause,
                null,
                rule.equals("index.duplicate")
                        ? List.of("DROP INDEX CONCURRENTLY public.orders_user_id_idx1")
                        : List.of(),
                rule.equals("index.duplicate")
                        ? List.of(new Measure("disk", BigDecimal.valueOf(73_400_320), "bytes", null, null))
                        : List.of());
    }
}
