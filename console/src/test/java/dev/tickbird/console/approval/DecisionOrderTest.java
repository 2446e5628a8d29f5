package dev.tickbird.console.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.policy.Policies;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever way the records of one action arrive, they leave one outcome and at most one order. */
class DecisionOrderTest {
    private static final int RUNS = 4000;
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Proposal PROPOSAL = ApprovalsTest.proposal(
            new DropIndex("public", "i1", "orders", DropReason.DUPLICATE, "i", null, null), ProposalState.LIVE);
    private static final Proposal OTHER = ApprovalsTest.proposal(new Analyze("public", "orders"), ProposalState.LIVE);
    private static final List<Verdict> VERDICTS =
            List.of(Verdict.APPROVE, Verdict.APPROVE, Verdict.APPROVE, Verdict.REJECT, Verdict.REVOKE, Verdict.SNOOZE);

    private static final class Reader {
        private final Approvals approvals;
        private ActionFile file = ActionFile.EMPTY;
        private final List<Effect.Run> orders = new ArrayList<>();

        Reader(int quorum) {
            ApprovalPolicy policy =
                    ApprovalPolicy.of("p", List.of(), dev.tickbird.schemas.fleet.Effect.REQUIRE, quorum);
            this.approvals = new Approvals(new Policies(List.of(policy)), any -> true, Holds.NONE, Standings.NONE);
        }

        void read(Object record) {
            Approvals.Step step = switch (record) {
                case Proposal proposal -> approvals.read(file, proposal);
                case Counted counted -> approvals.read(file, counted);
                case Effect.Run run -> approvals.ordered(file);
                default -> throw new IllegalArgumentException(record.toString());
            };
            file = step.file();
            step.effects().forEach(effect -> {
                if (effect instanceof Effect.Run run) {
                    orders.add(run);
                }
            });
        }
    }

    @Test
    void theProposalMayComeAtAnyTime_andEverythingMayComeTwice() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int quorum = 1 + random.nextInt(2);
            List<Counted> decisions = decisions(random);
            Reader straight = new Reader(quorum);
            straight.read(PROPOSAL);
            decisions.forEach(straight::read);

            Reader crooked = new Reader(quorum);
            List<Object> records = new ArrayList<>(decisions);
            records.add(random.nextInt(records.size() + 1), PROPOSAL);
            for (int i = random.nextInt(4); i > 0; i--) {
                int from = random.nextInt(records.size());
                records.add(from + random.nextInt(records.size() - from) + 1, records.get(from));
            }
            records.forEach(crooked::read);

            assertThat(crooked.file.state()).as("seed %d", seed).isEqualTo(straight.file.state());
            assertThat(crooked.file.decisions()).as("seed %d", seed).isEqualTo(straight.file.decisions());
            assertThat(crooked.orders).as("seed %d", seed).hasSameSizeAs(straight.orders);
        }
    }

    @Test
    void inAnyOrderThereIsAtMostOneOrder_withEnoughApprovalsByDifferentPeopleOfThisVeryDigest() {
        int ordered = 0;
        int refused = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            int quorum = 1 + random.nextInt(2);
            List<Object> records = new ArrayList<>(decisions(random));
            records.add(PROPOSAL);
            records.addAll(records.subList(0, random.nextInt(records.size())));
            Collections.shuffle(records, random);
            Reader reader = new Reader(quorum);
            records.forEach(reader::read);

            assertThat(reader.orders).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
            reader.orders.forEach(run -> {
                Set<String> names = new HashSet<>();
                run.decisions().forEach(decision -> {
                    assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
                    assertThat(decision.digest()).isEqualTo(PROPOSAL.digest());
                    names.add(decision.by().name());
                });
                assertThat(names).hasSizeGreaterThanOrEqualTo(quorum).doesNotContain("console");
            });
            assertThat(reader.file.state() == ActionState.APPROVED)
                    .as("seed %d", seed)
                    .isEqualTo(!reader.orders.isEmpty());
            ordered += reader.orders.size();
            refused += reader.file.state() == ActionState.REJECTED ? 1 : 0;
        }
        assertThat(ordered).as("runs that ended with an order").isBetween(RUNS / 10, RUNS * 9 / 10);
        assertThat(refused).as("runs that ended rejected").isGreaterThan(RUNS / 20);
    }

    @Test
    void aConsoleThatReadsEverythingAgainSendsNothing_andEndsInTheSameState() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            List<Counted> decisions = decisions(random);
            Reader first = new Reader(1);
            first.read(PROPOSAL);
            decisions.forEach(first::read);

            // Topics are read side by side: an order of ours may come before what it rests on.
            List<Object> records = new ArrayList<>(decisions);
            records.add(random.nextInt(records.size() + 1), PROPOSAL);
            int at = 0;
            for (Effect.Run run : first.orders) {
                records.add(at++, run);
            }
            Reader again = new Reader(1);
            records.forEach(again::read);
            assertThat(again.file.state()).as("seed %d", seed).isEqualTo(first.file.state());
            assertThat(again.orders).as("seed %d", seed).isEmpty();
        }
    }

    private static List<Counted> decisions(Random random) {
        List<Counted> decisions = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            decisions.add(decision(random, "d" + i));
        }
        return decisions;
    }

    private static Counted decision(Random random, String id) {
        boolean machine = random.nextInt(8) == 0;
        boolean wrong = random.nextInt(5) == 0;
        Verdict verdict = VERDICTS.get(random.nextInt(VERDICTS.size()));
        String name = machine ? "console" : List.of("ann", "ben", "cy").get(random.nextInt(3));
        return new Counted(
                new Decision(
                        id,
                        PROPOSAL.id(),
                        InstanceId.of("orders"),
                        wrong ? OTHER.digest() : PROPOSAL.digest(),
                        verdict,
                        new Principal(
                                name, machine ? PrincipalKind.CONSOLE : PrincipalKind.PERSON, List.of("approver")),
                        Channel.REST,
                        "because",
                        NOON,
                        verdict == Verdict.SNOOZE ? NOON.plus(Duration.ofHours(1)) : null,
                        null),
                Signer.CONSOLE,
                null);
    }
}
