package dev.tickbird.analyzer.examine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.analyzer.Facts;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.SessionFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What two looks tell that one does not. */
class ExaminationTest {
    private static final String SESSION = "01936e00-0000-7000-8000-000000000001";
    private static final SessionFacts HOLDER = session(11, List.of());
    private static final SessionFacts WAITER = session(12, List.of(11));
    private static final SessionFacts RUNNER = session(12, List.of());

    @Test
    void aWaitThatOnlyTheSecondLookSawMayBeOverAtOnce() {
        assertThat(rules(look(0, HOLDER, RUNNER), look(2, HOLDER, WAITER))).doesNotContain("lock.blocking-tree");
    }

    @Test
    void aWaitThatBothLooksSawIsReported() {
        assertThat(rules(look(0, HOLDER, WAITER), look(2, HOLDER, WAITER))).contains("lock.blocking-tree");
    }

    @Test
    void oneLookAloneReportsWhatItSees() {
        assertThat(rules(null, look(2, HOLDER, WAITER))).contains("lock.blocking-tree");
    }

    private static List<String> rules(@Nullable Observed before, Observed now) {
        return Examination.of(before, now, new Evaluator(RuleSet.discovered())).each(any -> true).stream()
                .map(Finding::rule)
                .toList();
    }

    private static Observed look(int second, SessionFacts... sessions) {
        Instant at = Facts.NOON.plusSeconds(second);
        SnapshotHeader header = Facts.header(SESSION, SnapshotKind.FULL, second, at);
        return new Observed(
                new InstanceSnapshot(header, Reachability.YES, new Canary(2, 1, 0), null),
                List.of(),
                null,
                new ActivitySnapshot(header, List.of(sessions), List.of(), List.of(), List.of()));
    }

    private static SessionFacts session(int pid, List<Integer> blockedBy) {
        return new SessionFacts(
                pid,
                "client backend",
                "app",
                "shop",
                "app",
                null,
                Facts.NOON.minusSeconds(60),
                Facts.NOON.minusSeconds(5),
                Facts.NOON.minusSeconds(5),
                Facts.NOON.minusSeconds(5),
                "active",
                blockedBy.isEmpty() ? null : "Lock",
                null,
                null,
                null,
                null,
                "UPDATE t SET v = ?",
                blockedBy);
    }
}
