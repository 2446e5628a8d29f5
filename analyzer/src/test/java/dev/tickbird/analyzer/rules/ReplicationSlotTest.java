package dev.tickbird.analyzer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.delta.FactsReading;
import dev.tickbird.analyzer.delta.IdleSlots;
import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.IdleSlot;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.Slots;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.HorizonHolder;
import dev.tickbird.schemas.snapshot.HorizonHolderKind;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.SlotFacts;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplicationSlotTest {
    private static final long GB = 1L << 30;
    private static final Instant LONG_AGO = Facts.NOON.minus(Duration.ofDays(3));
    private static final Instant LATELY = Facts.NOON.minus(Duration.ofHours(3));

    private boolean active;
    private boolean temporary;
    private long retained = 1024;
    private @Nullable String walStatus = "reserved";
    private @Nullable Instant inactiveSince = LONG_AGO;
    private @Nullable Boolean synced = false;
    private @Nullable String restartLsn = "0/16B3748";
    private @Nullable Boolean failover = false;
    private boolean standby;
    private @Nullable String manager;
    private Map<String, IdleSlot> seen = Map.of();

    @Test
    void fires_whenNobodyUsedItForADay_andProposesToDropIt() {
        Verdict.Problem problem = only();

        assertThat(problem.subject()).isEqualTo(new Subject.Slot("cdc"));
        assertThat(problem.title()).isEqualTo("replication slot cdc has not been used for 3 d");
        assertThat(problem.levels()).containsExactly(new Level(Severity.WARNING, Duration.ofMinutes(10)));
        assertThat(problem.action())
                .isEqualTo(new DropReplicationSlot("cdc", "logical", "pgoutput", "app", "0/16B3748", "0/16B3780"));
        assertThat(problem.object()).isNotNull();
        inactiveSince = LATELY;
        assertThat(problems()).isEmpty();
    }

    @Test
    void fires_byTheWalThatItKeeps_alsoInUse_andThenProposesNothing() {
        active = true;
        inactiveSince = null;
        retained = 6 * GB;
        assertThat(only().title()).isEqualTo("replication slot cdc keeps 6.0 GB of WAL");
        assertThat(only().worst()).isEqualTo(Severity.WARNING);
        assertThat(only().action()).isNull();
        retained = 30 * GB;
        assertThat(only().worst()).isEqualTo(Severity.CRITICAL);
        retained = 4 * GB;
        assertThat(problems()).isEmpty();
        walStatus = "unreserved";
        assertThat(only().title()).isEqualTo("replication slot cdc is about to be lost");
        assertThat(only().worst()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aLostSlotMayGo_thoughItHasNoPosition() {
        walStatus = "lost";
        restartLsn = null;
        assertThat(only().title()).isEqualTo("replication slot cdc is lost");
        assertThat(only().action()).isInstanceOf(DropReplicationSlot.class);
        walStatus = null;
        assertThat(only().action()).as("a position that is not known").isNull();
    }

    @Test
    void doesNotFire_forTemporaryOnes_orCopiesOfThePrimarys() {
        temporary = true;
        assertThat(problems()).isEmpty();
        temporary = false;
        synced = true;
        assertThat(problems()).isEmpty();
    }

    @Test
    void proposesNothing_whereSomebodyElseKeepsTheSlots_onAStandby_orForCopiedOnes() {
        manager = "Patroni";
        assertThat(only().action()).isNull();
        assertThat(only().remedy()).contains("kept by Patroni");
        manager = null;
        standby = true;
        assertThat(only().action()).isNull();
        standby = false;
        failover = true;
        assertThat(only().action()).isNull();
    }

    @Test
    void before17_itIsIdleSinceWeSawItSo_andOneThatMovedIsNot() {
        inactiveSince = null;
        assertThat(problems()).as("who has just come to know it says nothing").isEmpty();
        Map<String, IdleSlot> first = IdleSlots.after(Map.of(), List.of(slot()), LONG_AGO);
        seen = IdleSlots.after(first, List.of(slot()), Facts.NOON);
        assertThat(only().action()).isInstanceOf(DropReplicationSlot.class);

        restartLsn = "0/16B9999";
        seen = IdleSlots.after(first, List.of(slot()), Facts.NOON);
        assertThat(problems()).as("somebody used it between two looks").isEmpty();

        restartLsn = null;
        walStatus = "lost";
        seen = IdleSlots.after(first, List.of(slot()), Facts.NOON);
        assertThat(Slots.idle(view(), slot(), Facts.NOON)).isEqualTo(Duration.ofDays(3));

        active = true;
        assertThat(IdleSlots.after(first, List.of(slot()), Facts.NOON)).isEmpty();
    }

    @Test
    void theHorizonThatItHoldsBackPointsToIt() {
        assertThat(horizon().causedBy())
                .isEqualTo(Finding.id("replication.slot", Facts.INSTANCE, new Subject.Slot("cdc")));
        inactiveSince = LATELY;
        assertThat(horizon().causedBy()).isNull();
    }

    private Verdict.Problem horizon() {
        ActivitySnapshot activity = new ActivitySnapshot(
                Facts.header("01936e00-0000-7000-8000-000000000001", SnapshotKind.FULL, 0, Facts.NOON),
                List.of(),
                List.of(),
                List.of(new HorizonHolder(HorizonHolderKind.SLOT, "cdc", null, null, 190_000_000L, null, true)),
                List.of());
        return new Evaluator(RuleSet.discovered())
                .activity(new ActivityCase(view(), Facts.NOON, activity)).stream()
                        .filter(finds -> finds.rule().id().equals("vacuum.horizon"))
                        .flatMap(finds -> finds.verdicts().stream())
                        .map(Verdict.Problem.class::cast)
                        .findFirst()
                        .orElseThrow();
    }

    private Verdict.Problem only() {
        assertThat(problems()).hasSize(1);
        return problems().getFirst();
    }

    private List<Verdict.Problem> problems() {
        return new Evaluator(RuleSet.discovered())
                .facts(new FactsReading(facts(), Facts.NOON, 1).against(null, view(), List.of(), Map.of())).stream()
                        .filter(finds -> finds.rule().id().equals("replication.slot"))
                        .flatMap(finds -> finds.verdicts().stream())
                        .map(Verdict.Problem.class::cast)
                        .toList();
    }

    private InstanceView view() {
        return new InstanceView(Facts.INSTANCE, null, ServerVersion.of(180006), facts(), List.of(), List.of(), seen);
    }

    private InstanceFacts facts() {
        InstanceFacts plain = Facts.facts(1, Map.of());
        return new InstanceFacts(
                plain.versionText(),
                standby,
                plain.currentXid(),
                plain.nextMultiXact(),
                plain.settings(),
                plain.databases(),
                plain.connections(),
                List.of(),
                List.of(slot()),
                null,
                null,
                null,
                manager);
    }

    private SlotFacts slot() {
        return new SlotFacts(
                "cdc",
                "logical",
                "app",
                "pgoutput",
                active,
                temporary,
                retained,
                walStatus,
                null,
                null,
                100L,
                inactiveSince,
                synced,
                restartLsn,
                "0/16B3780",
                failover);
    }
}
