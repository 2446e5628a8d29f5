package dev.tickbird.executor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.executor.Orders;
import dev.tickbird.executor.Samples;
import dev.tickbird.executor.action.BloatReading;
import dev.tickbird.executor.action.Procedure;
import dev.tickbird.executor.action.ServerFacts;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.action.TableFacts;
import dev.tickbird.executor.intake.BackupSource;
import dev.tickbird.executor.intake.Cap;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Freeze;
import dev.tickbird.schemas.fleet.MaintenanceWindow;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseScope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Action VACUUM = new Vacuum("public", "t", List.of());
    private static final Action REINDEX = new ReindexIndex("public", "i", "t");
    private static final Action DROP =
            new DropIndex("public", "i", "t", dev.tickbird.schemas.action.DropReason.UNUSED, null, null, null);
    private static final Action CANCEL = new CancelBackend("app", new BackendIdentity(7, NOW, NOW, NOW, "active"));

    private Action action = VACUUM;
    private @Nullable Window window;
    private Mode mode = Mode.EXECUTE;
    private @Nullable Cap cap = Cap.of(List.of("vacuum"), Risk.HIGH, 2);
    private List<Pause> pauses = List.of();
    private FleetPolicy policy = FleetPolicy.EMPTY;
    private ServerFacts server = server(180006, "7445", 1, false, 5);
    private TableFacts table = table(true, false);
    private LoginFacts login = new LoginFacts("owner", true, List.of(), List.of());
    private ActivityFacts activity = ActivityFacts.QUIET;
    private StandbyFacts standbys = StandbyFacts.NONE;
    private CapacityFacts capacity = CapacityFacts.UNKNOWN;
    private RunHistory history = RunHistory.NONE;
    private Instant now = NOW;

    @Test
    void goes_whenNothingStandsAgainstIt() {
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
    }

    @Test
    void waits_whilePaused() {
        pauses = List.of(new Pause(PauseScope.TAG, "env=test", "ann", "freeze", NOW));
        assertWaits("paused by ann: freeze");
        pauses = List.of(new Pause(PauseScope.INSTANCE, "other", "ann", "freeze", NOW));
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
    }

    @Test
    void waitsForAMaintenanceWindowThatConcernsIt() {
        // Nine o'clock in UTC is ten in Zurich.
        MaintenanceWindow nights = new MaintenanceWindow(
                "nights",
                Cron.of("0 22 * * *"),
                ZoneId.of("Europe/Zurich"),
                Duration.ofHours(6),
                List.of(),
                Map.of(),
                List.of());
        policy = policy.withCalendar(List.of(nights), List.of());
        assertThat(judge()).isInstanceOfSatisfying(GuardVerdict.Wait.class, wait -> {
            assertThat(wait.reason()).contains("the next, nights, opens at 2026-11-20T21:00:00Z");
            assertThat(wait.again()).isEqualTo(Instant.parse("2026-11-20T21:00:00Z"));
        });
        action = CANCEL;
        assertThat(new CalendarGuard().judge(situation())).isEqualTo(GuardVerdict.GO);
        action = VACUUM;
        MaintenanceWindow vacuums = new MaintenanceWindow(
                "vacuums",
                Cron.of("30 8 * * *"),
                ZoneOffset.UTC,
                Duration.ofHours(1),
                List.of("orders"),
                Map.of(),
                List.of("vacuum"));
        policy = policy.withCalendar(List.of(nights, vacuums), List.of());
        assertThat(judge()).as("one of them is open").isEqualTo(GuardVerdict.GO);
        now = NOW.plus(Duration.ofMinutes(30));
        assertWaits("no maintenance window is open");
        policy = policy.withCalendar(
                List.of(new MaintenanceWindow(
                        "others",
                        Cron.of("0 22 * * *"),
                        ZoneOffset.UTC,
                        Duration.ofHours(6),
                        List.of("billing-*"),
                        Map.of(),
                        List.of())),
                List.of());
        assertThat(judge()).as("none concerns it").isEqualTo(GuardVerdict.GO);
    }

    @Test
    void waitsWhileChangesAreFrozen_evenInAWindow() {
        MaintenanceWindow always = new MaintenanceWindow(
                "always", Cron.of("* * * * *"), ZoneOffset.UTC, Duration.ofHours(1), List.of(), Map.of(), List.of());
        Freeze release = new Freeze(
                "release", NOW.minusSeconds(60), NOW.plusSeconds(60), List.of(), Map.of("env", "test"), "version 9");
        policy = policy.withCalendar(List.of(always), List.of(release));
        assertWaits("frozen by release until 2026-11-20T09:01:00Z: version 9");
        now = NOW.plusSeconds(60);
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
    }

    @Test
    void waitsForItsWindow_andExpiresAfterIt() {
        window = new Window(NOW.plusSeconds(60), NOW.plusSeconds(120));
        assertThat(judge())
                .isInstanceOfSatisfying(
                        GuardVerdict.Wait.class,
                        wait -> assertThat(wait.again()).isEqualTo(NOW.plusSeconds(60)));
        now = NOW.plusSeconds(60);
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
        now = NOW.plusSeconds(120);
        assertRefuses(ActionState.EXPIRED, "window closed");
        window = null;
        now = NOW.plus(Duration.ofDays(2));
        assertRefuses(ActionState.EXPIRED, "expired");
    }

    @Test
    void refuses_anotherServer() {
        server = server(180006, "9999", 1, false, 5);
        assertRefuses(ActionState.STALE, "system identifier is 9999");
        server = server(180006, "7445", 1, false, 6);
        assertRefuses(ActionState.STALE, "oid 6");
        server = server(170002, "7445", 1, false, 5);
        assertRefuses(ActionState.STALE, "PostgreSQL 17.2");
        server = server(180006, "7445", 2, false, 5);
        assertRefuses(ActionState.STALE, "timeline 2");
        server = server(180006, "7445", 1, true, 5);
        assertRefuses(ActionState.STALE, "standby");
    }

    @Test
    void refuses_knownBadVersions() {
        server = server(140003, "7445", 1, false, 5);
        action = REINDEX;
        assertThat(new VersionGuard().judge(situation())).isInstanceOf(GuardVerdict.Refuse.class);
        server = server(130013, "7445", 1, false, 5);
        assertThat(new VersionGuard().judge(situation())).isInstanceOf(GuardVerdict.Refuse.class);
        server = server(130014, "7445", 1, false, 5);
        assertThat(new VersionGuard().judge(situation())).isEqualTo(GuardVerdict.GO);
    }

    @Test
    void refuses_withTooFewOrTooManyRights() {
        table = table(false, true);
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
        table = table(false, false);
        assertRefuses(ActionState.FAILED, "GRANT MAINTAIN ON public.t TO owner");
        action = DROP;
        table = table(false, true);
        assertRefuses(ActionState.FAILED, "may not maintain");
        login = new LoginFacts("owner", true, List.of("SUPERUSER"), List.of());
        assertRefuses(ActionState.FAILED, "too much (SUPERUSER)");
        login = new LoginFacts("owner", false, List.of(), List.of());
        assertRefuses(ActionState.FAILED, "does not exist");
        action = CANCEL;
        login = new LoginFacts("signal", true, List.of(), List.of("pg_signal_backend"));
        assertRefuses(ActionState.FAILED, "pg_read_all_stats");
    }

    @Test
    void whoDropsSlotsMayReplicate_andNothingElse_andNobodyElseMay() {
        login = new LoginFacts("owner", true, List.of("REPLICATION"), List.of());
        assertRefuses(ActionState.FAILED, "too much (REPLICATION)");
        action = new DropReplicationSlot("cdc", "physical", null, null, "0/1", null);
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
        login = new LoginFacts("slots", true, List.of("REPLICATION", "member of app"), List.of());
        assertRefuses(ActionState.FAILED, "too much (member of app)");
        login = new LoginFacts("slots", true, List.of("SUPERUSER", "REPLICATION"), List.of());
        assertRefuses(ActionState.FAILED, "too much (SUPERUSER)");
        login = new LoginFacts("slots", true, List.of(), List.of());
        assertRefuses(ActionState.FAILED, "ALTER ROLE slots REPLICATION");
    }

    @Test
    void waits_forOldAndPreparedTransactions_onlyWhereItWouldWaitForThem() {
        activity = new ActivityFacts(
                List.of(new ActivityFacts.OpenTransaction(4, "app", Duration.ofMinutes(2))),
                List.of("x"),
                0,
                List.of(),
                0);
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
        action = REINDEX;
        assertWaits("prepared transactions");
        activity = new ActivityFacts(activity.transactions(), List.of(), 0, List.of(), 0);
        assertWaits("session 4 (app) is open for 120 s");
    }

    @Test
    void waits_forTheLockQueueAndOtherMaintenance() {
        activity = new ActivityFacts(List.of(), List.of(), 2, List.of(), 0);
        assertWaits("2 sessions wait");
        activity = new ActivityFacts(
                List.of(), List.of(), 0, List.of(new ActivityFacts.Maintenance(9, "CREATE INDEX")), 0);
        assertWaits("session 9 maintains the table: CREATE INDEX");
    }

    @Test
    void waits_forStandbysThatAreUnknownBehindOrBusy() {
        standbys = new StandbyFacts(List.of(new StandbyFacts.Receiver("s1", 0L)), List.of());
        assertWaits("1 of its standbys are not in the fleet");
        StandbyFacts.Replica quiet = new StandbyFacts.Replica("b", Duration.ZERO);
        standbys = new StandbyFacts(List.of(new StandbyFacts.Receiver("s1", null)), List.of(quiet));
        assertWaits("unknown amount");
        standbys = new StandbyFacts(List.of(new StandbyFacts.Receiver("s1", 0L)), List.of(quiet));
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
        standbys = new StandbyFacts(List.of(), List.of(new StandbyFacts.Replica("b", null)));
        assertWaits("does not answer");
        standbys = new StandbyFacts(List.of(), List.of(new StandbyFacts.Replica("b", Duration.ofMinutes(5))));
        assertWaits("could be cancelled");
        action = new Analyze("public", "t");
        assertThat(judge()).isEqualTo(GuardVerdict.GO);
    }

    @Test
    void holdsTheLocalCap_andLeavesWhatFailedAlone() {
        history = new RunHistory(2, NOW.minusSeconds(600), null, null);
        assertWaits("2 runs per hour");
        history = new RunHistory(0, null, NOW.minusSeconds(60), null);
        assertWaits("failed here");
        history = RunHistory.NONE;
        mode = Mode.PROPOSE;
        assertRefuses(ActionState.FAILED, "not in mode execute");
        mode = Mode.EXECUTE;
        cap = null;
        assertRefuses(ActionState.FAILED, "executor.yml");
    }

    @Test
    void waits_whileManySessionsAreAtWork_andStopsAtTwiceAsMany() {
        activity = new ActivityFacts(List.of(), List.of(), 0, List.of(), 65);
        assertWaits("65 sessions are at work, more than 64");
        assertThat(Guards.watch(situation())).isEqualTo(GuardVerdict.GO);
        activity = new ActivityFacts(List.of(), List.of(), 0, List.of(), 129);
        assertThat(Guards.watch(situation())).isInstanceOf(GuardVerdict.Wait.class);
        action = CANCEL;
        assertThat(new LoadGuard().judge(situation()))
                .as("that is when it is needed")
                .isEqualTo(GuardVerdict.GO);
    }

    @Test
    void waitsForDisk_whereItWritesMuch() {
        action = new RefreshMaterializedView("public", "t", true);
        table = sized(2L << 30);
        assertThat(new DiskGuard().judge(situation()))
                .isInstanceOfSatisfying(
                        GuardVerdict.Wait.class,
                        wait -> assertThat(wait.reason()).contains("instances.orders.disk in executor.yml"));
        cap = new Cap(List.of("vacuum"), Risk.HIGH, 2, "10GB", null);
        capacity = new CapacityFacts(4L << 30, null);
        assertThat(new DiskGuard().judge(situation())).isEqualTo(GuardVerdict.GO);
        capacity = new CapacityFacts(6L << 30, null);
        assertThat(new DiskGuard().judge(situation()))
                .isInstanceOfSatisfying(
                        GuardVerdict.Wait.class,
                        wait -> assertThat(wait.reason()).contains("of the disk's 10.0 GB, 6.0 GB are in use"));
        table = sized(1 << 20);
        cap = Cap.of(List.of("vacuum"), Risk.HIGH, 2);
        assertThat(new DiskGuard().judge(situation())).as("it writes little").isEqualTo(GuardVerdict.GO);
    }

    @Test
    void whatIsOfHighRiskWaitsForAYoungBackup_whereItsAgeIsToBeKnown() {
        action = new SetParameter(null, "work_mem", "4MB", "8MB");
        assertThat(new BackupGuard().judge(situation())).isEqualTo(GuardVerdict.GO);
        cap = new Cap(List.of("vacuum"), Risk.HIGH, 2, null, new BackupSource(null, Duration.ofHours(24)));
        assertThat(new BackupGuard().judge(situation()))
                .isInstanceOfSatisfying(
                        GuardVerdict.Wait.class,
                        wait -> assertThat(wait.reason()).contains("is not known"));
        capacity = new CapacityFacts(null, NOW.minus(Duration.ofHours(30)));
        assertThat(new BackupGuard().judge(situation()))
                .isInstanceOfSatisfying(
                        GuardVerdict.Wait.class,
                        wait -> assertThat(wait.reason()).contains("the last backup is 30 h old"));
        capacity = new CapacityFacts(null, NOW.minus(Duration.ofHours(3)));
        assertThat(new BackupGuard().judge(situation())).isEqualTo(GuardVerdict.GO);
        capacity = CapacityFacts.UNKNOWN;
        action = VACUUM;
        assertThat(new BackupGuard().judge(situation())).isEqualTo(GuardVerdict.GO);
    }

    @Test
    void aStandbyThatLagsDuringTheRun_isLetLagFourTimesAsMuch() {
        action = REINDEX;
        standbys = new StandbyFacts(
                List.of(new StandbyFacts.Receiver("b", 100L << 20)),
                List.of(new StandbyFacts.Replica("b", Duration.ZERO)));
        assertThat(new StandbyGuard().judge(situation())).isInstanceOf(GuardVerdict.Wait.class);
        assertThat(new StandbyGuard().watch(situation())).isEqualTo(GuardVerdict.GO);
        standbys = new StandbyFacts(
                List.of(new StandbyFacts.Receiver("b", 300L << 20)),
                List.of(new StandbyFacts.Replica("b", Duration.ZERO)));
        assertThat(new StandbyGuard().watch(situation())).isInstanceOf(GuardVerdict.Wait.class);
    }

    private static TableFacts sized(long bytes) {
        return new TableFacts(16400, "public", "t", false, true, true, bytes, 0, 0, 0, 0, 0, true, true, 1, Map.of());
    }

    private void assertWaits(String words) {
        assertThat(judge())
                .isInstanceOfSatisfying(
                        GuardVerdict.Wait.class,
                        wait -> assertThat(wait.reason()).contains(words));
    }

    private void assertRefuses(ActionState state, String words) {
        assertThat(judge()).isInstanceOfSatisfying(GuardVerdict.Refuse.class, refuse -> {
            assertThat(refuse.state()).isEqualTo(state);
            assertThat(refuse.reason()).contains(words);
        });
    }

    private GuardVerdict judge() {
        return Guards.judge(situation());
    }

    private Situation situation() {
        Order.Run order = Orders.run(action, Samples.target(), NOW, window);
        return new Situation(
                order,
                Procedure.of(action),
                Samples.spec(mode),
                cap,
                pauses,
                policy,
                new Sight(
                        server,
                        table,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BloatReading.NotTaken(),
                        null),
                login,
                activity,
                standbys,
                capacity,
                history,
                GuardSettings.DEFAULTS,
                now);
    }

    private static ServerFacts server(int version, String identifier, int timeline, boolean standby, long database) {
        return new ServerFacts(ServerVersion.of(version), identifier, timeline, standby, "app", database);
    }

    private static TableFacts table(boolean owned, boolean maintain) {
        return new TableFacts(16400, "public", "t", false, owned, maintain, 0, 0, 0, 0, 0, 0, false, true, 1, Map.of());
    }
}
