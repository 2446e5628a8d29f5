package dev.tickbird.console.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.console.policy.Policies;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalsTest {
    private static final InstanceId INSTANCE = InstanceId.of("orders");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final ServerVersion V18 = ServerVersion.of(180006);
    private static final Proposal MEDIUM = proposal(
            new DropIndex("public", "i1", "orders", DropReason.DUPLICATE, "i", null, null), ProposalState.LIVE);
    private static final Proposal HIGH = proposal(
            new TerminateBackend("app", new BackendIdentity(1, NOON, null, null, "idle in transaction")),
            ProposalState.LIVE);
    private static final Proposal LOW = proposal(new Analyze("public", "orders"), ProposalState.LIVE);

    @Test
    void onePersonIsEnoughByDefault_andTheOrderLeavesOnce() {
        Approvals approvals = approvals();
        ActionFile file = approvals.read(ActionFile.EMPTY, MEDIUM).file();
        Approvals.Step step = approvals.read(file, approve(MEDIUM, "1", "ann", Signer.CONSOLE));
        assertThat(step.file().state()).isEqualTo(ActionState.APPROVED);
        assertThat(step.effects()).singleElement().isInstanceOf(dev.tickbird.console.approval.Effect.Run.class);
        assertThat(approvals
                        .read(step.file(), approve(MEDIUM, "1", "ann", Signer.CONSOLE))
                        .effects())
                .isEmpty();
    }

    @Test
    void nothingThatMendsAWaivedFindingIsApproved_untilTheWaiverHasEnded() {
        Policies automatic = new Policies(List.of(policy(Effect.AUTO_APPROVE, 1)));
        Instant end = MEDIUM.proposedAt().plus(Duration.ofDays(30));
        Map<FindingId, Instant> until = Map.of(MEDIUM.finding(), end);
        Approvals waived = new Approvals(automatic, any -> true, new Holds(until, MEDIUM.proposedAt()), Standings.NONE);
        Approvals.Step proposed = waived.read(ActionFile.EMPTY, MEDIUM);
        assertThat(proposed.effects()).isEmpty();
        Approvals.Step approved = waived.read(proposed.file(), approve(MEDIUM, "1", "ann", Signer.CONSOLE));
        assertThat(approved.file().state()).isEqualTo(ActionState.PROPOSED);
        assertThat(approved.effects()).as("no order").isEmpty();
        assertThat(waived.review(proposed.file(), end.minusSeconds(1)).effects())
                .as("it does not expire meanwhile")
                .isEmpty();

        Approvals ended = new Approvals(automatic, any -> true, new Holds(until, end), Standings.NONE);
        assertThat(ended.review(proposed.file(), end).effects())
                .singleElement()
                .isInstanceOf(dev.tickbird.console.approval.Effect.ApproveByPolicy.class);
        assertThat(ended.review(approved.file(), end).file().state()).isEqualTo(ActionState.APPROVED);
    }

    @Test
    void theSamePersonTwiceIsOneApproval() {
        Approvals approvals = approvals(policy(Effect.REQUIRE, 2));
        ActionFile file = approvals.read(ActionFile.EMPTY, MEDIUM).file();
        file = approvals.read(file, approve(MEDIUM, "1", "ann", Signer.CONSOLE)).file();
        file = approvals.read(file, approve(MEDIUM, "2", "ann", Signer.CONSOLE)).file();
        assertThat(file.state()).isEqualTo(ActionState.PROPOSED);
        assertThat(approvals
                        .read(file, approve(MEDIUM, "3", "ben", Signer.CONSOLE))
                        .file()
                        .state())
                .isEqualTo(ActionState.APPROVED);
    }

    @Test
    void highRiskNeedsTheApproversOwnKey_whateverThePolicySays() {
        Approvals approvals = approvals(policy(Effect.AUTO_APPROVE, 1));
        Approvals.Step proposed = approvals.read(ActionFile.EMPTY, HIGH);
        assertThat(proposed.effects()).isEmpty();
        ActionFile file = approvals
                .read(proposed.file(), approve(HIGH, "1", "ann", Signer.CONSOLE))
                .file();
        assertThat(file.state()).isEqualTo(ActionState.PROPOSED);
        assertThat(approvals
                        .read(file, approve(HIGH, "2", "ben", Signer.APPROVER))
                        .file()
                        .state())
                .isEqualTo(ActionState.APPROVED);
    }

    @Test
    void aKeyCountsOnlyAsFarAsItsScopeGoes() {
        Approvals approvals = approvals();
        ActionFile file = approvals.read(ActionFile.EMPTY, HIGH).file();
        KeyScope low = new KeyScope(Map.of(), List.of(), Risk.LOW);
        Counted narrow = new Counted(approve(HIGH, "1", "ann", Signer.APPROVER).decision(), Signer.APPROVER, low);
        assertThat(approvals.read(file, narrow).file().state()).isEqualTo(ActionState.PROPOSED);
    }

    @Test
    void whoProposesDoesNotApprove() {
        Approvals approvals = approvals();
        ActionFile file = approvals.read(ActionFile.EMPTY, MEDIUM).file();
        Decision decision = new Decision(
                "1",
                MEDIUM.id(),
                INSTANCE,
                MEDIUM.digest(),
                Verdict.APPROVE,
                new Principal("tickbird", PrincipalKind.CONSOLE, List.of("approver")),
                Channel.CONSOLE,
                null,
                NOON,
                null,
                null);
        Approvals.Step step = approvals.read(file, new Counted(decision, Signer.CONSOLE, null));
        assertThat(step.file().state()).isEqualTo(ActionState.PROPOSED);
        assertThat(step.effects()).isEmpty();
    }

    @Test
    void aPolicyApprovesLowRiskByARecordedDecision() {
        Approvals approvals = approvals(policy(Effect.AUTO_APPROVE, 1));
        assertThat(approvals.read(ActionFile.EMPTY, LOW).effects())
                .singleElement()
                .isInstanceOf(dev.tickbird.console.approval.Effect.ApproveByPolicy.class);
    }

    @Test
    void nothingIsApprovedWhereNothingRuns() {
        Approvals approvals = new Approvals(
                new Policies(List.of(policy(Effect.AUTO_APPROVE, 1))), any -> false, Holds.NONE, Standings.NONE);
        ActionFile file = approvals.read(ActionFile.EMPTY, LOW).file();
        assertThat(approvals
                        .read(file, approve(LOW, "1", "ann", Signer.CONSOLE))
                        .effects())
                .isEmpty();
    }

    @Test
    void anotherDigestDoesNotCount() {
        Approvals approvals = approvals();
        ActionFile file = approvals.read(ActionFile.EMPTY, MEDIUM).file();
        Decision wrong = new Decision(
                "1",
                MEDIUM.id(),
                INSTANCE,
                HIGH.digest(),
                Verdict.APPROVE,
                new Principal("ann", PrincipalKind.PERSON, List.of()),
                Channel.PAGE,
                null,
                NOON,
                null,
                null);
        Approvals.Step step = approvals.read(file, new Counted(wrong, Signer.CONSOLE, null));
        assertThat(step.file().state()).isEqualTo(ActionState.PROPOSED);
        assertThat(step.effects()).singleElement().isInstanceOf(dev.tickbird.console.approval.Effect.Ignored.class);
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        Approvals approvals = approvals();
        ActionFile early = approvals
                .read(ActionFile.EMPTY, approve(MEDIUM, "1", "ann", Signer.CONSOLE))
                .file();
        assertThat(approvals.read(early, MEDIUM).file().state()).isEqualTo(ActionState.APPROVED);
    }

    @Test
    void aWithdrawnProposalIsRevokedWhenItWasApproved() {
        Approvals approvals = approvals();
        ActionFile file = approvals.read(ActionFile.EMPTY, MEDIUM).file();
        file = approvals.read(file, approve(MEDIUM, "1", "ann", Signer.CONSOLE)).file();
        Proposal withdrawn = proposal(MEDIUM.action(), ProposalState.WITHDRAWN);
        assertThat(approvals.read(file, withdrawn).effects())
                .singleElement()
                .isInstanceOf(dev.tickbird.console.approval.Effect.Revoke.class);
    }

    @Test
    void anUndecidedProposalExpires() {
        Approvals approvals = approvals();
        ActionFile file = approvals.read(ActionFile.EMPTY, MEDIUM).file();
        assertThat(approvals.review(file, NOON.plus(Duration.ofDays(13))).effects())
                .isEmpty();
        assertThat(approvals.review(file, NOON.plus(Duration.ofDays(14))).effects())
                .singleElement()
                .isInstanceOf(dev.tickbird.console.approval.Effect.Note.class);
    }

    @Test
    void whatMayBeginUntilThenOnlyIsApprovedNoLater() {
        Policies automatic = new Policies(List.of(policy(Effect.AUTO_APPROVE, 1)));
        Instant end = NOON.plus(Duration.ofHours(4));
        Proposal run = proposal(LOW.action(), ProposalState.LIVE, new Window(NOON, end));
        Approvals before =
                new Approvals(automatic, any -> true, new Holds(Map.of(), end.minusSeconds(1)), Standings.NONE);
        assertThat(before.read(ActionFile.EMPTY, run).effects())
                .singleElement()
                .isInstanceOf(dev.tickbird.console.approval.Effect.ApproveByPolicy.class);
        Approvals after = new Approvals(automatic, any -> true, new Holds(Map.of(), end), Standings.NONE);
        Approvals.Step late = after.read(ActionFile.EMPTY, run);
        assertThat(late.effects()).isEmpty();
        assertThat(after.read(late.file(), approve(run, "1", "ann", Signer.CONSOLE))
                        .effects())
                .as("no order")
                .isEmpty();
        assertThat(after.review(late.file(), end).effects())
                .singleElement()
                .isInstanceOf(dev.tickbird.console.approval.Effect.Note.class);
    }

    @Test
    void anApprovalCountsUntilItLapses() {
        ActionFile file = approvals().read(ActionFile.EMPTY, MEDIUM).file();
        Decision bare = approve(MEDIUM, "1", "ann", Signer.CONSOLE).decision();
        Instant end = NOON.plusSeconds(60);
        Counted lapsing = new Counted(
                new Decision(
                        bare.id(),
                        bare.action(),
                        bare.instance(),
                        bare.digest(),
                        bare.verdict(),
                        bare.by(),
                        bare.through(),
                        null,
                        NOON,
                        end,
                        null),
                Signer.CONSOLE,
                null);
        assertThat(at(end).read(file, lapsing).file().state()).isEqualTo(ActionState.PROPOSED);
        assertThat(at(end.minusSeconds(1)).read(file, lapsing).file().state()).isEqualTo(ActionState.APPROVED);
    }

    @Test
    void noPolicyApprovesWhatIsSnoozed_butAPersonMay() {
        ActionFile proposed = ActionFile.EMPTY.with(LOW).snoozed(NOON.plusSeconds(60));
        Policies automatic = new Policies(List.of(policy(Effect.AUTO_APPROVE, 1)));
        Approvals now = new Approvals(automatic, any -> true, new Holds(Map.of(), NOON), Standings.NONE);
        assertThat(now.review(proposed, NOON).effects()).isEmpty();
        assertThat(now.read(proposed, approve(LOW, "1", "ann", Signer.CONSOLE))
                        .file()
                        .state())
                .isEqualTo(ActionState.APPROVED);
        Instant later = NOON.plusSeconds(60);
        Approvals then = new Approvals(automatic, any -> true, new Holds(Map.of(), later), Standings.NONE);
        assertThat(then.review(proposed, later).effects())
                .singleElement()
                .isInstanceOf(dev.tickbird.console.approval.Effect.ApproveByPolicy.class);
    }

    private static Approvals at(Instant now) {
        return new Approvals(new Policies(List.of()), any -> true, new Holds(Map.of(), now), Standings.NONE);
    }

    private static Approvals approvals(ApprovalPolicy... policies) {
        return new Approvals(new Policies(List.of(policies)), any -> true, Holds.NONE, Standings.NONE);
    }

    private static ApprovalPolicy policy(Effect effect, int approvals) {
        return ApprovalPolicy.of("p", List.of(), effect, approvals);
    }

    private static Counted approve(Proposal proposal, String id, String who, Signer signer) {
        return new Counted(
                new Decision(
                        id,
                        proposal.id(),
                        INSTANCE,
                        proposal.digest(),
                        Verdict.APPROVE,
                        new Principal(who, PrincipalKind.PERSON, List.of("approver")),
                        Channel.PAGE,
                        null,
                        NOON,
                        null,
                        null),
                signer,
                null);
    }

    static Proposal proposal(Action action, ProposalState state) {
        return proposal(action, state, null);
    }

    private static Proposal proposal(Action action, ProposalState state, @Nullable Window window) {
        ActionTarget target =
                new ActionTarget(INSTANCE, "orders", "db1", 5432, V18, "app", 16384, "7445", 1, 7L, "hash");
        ActionDigest digest = ActionDigest.of(action, target, action.statements(V18));
        FindingId finding = FindingId.from("index.duplicate", "orders");
        return new Proposal(
                Proposal.id(finding, 1, digest),
                INSTANCE,
                Map.of(),
                finding,
                1,
                "index.duplicate",
                Severity.WARNING,
                new Subject.Instance(),
                "title",
                "why",
                action,
                target,
                action.statements(V18),
                action.risk(),
                action.locks(),
                action.undo(),
                List.of(),
                digest,
                null,
                state,
                state == ProposalState.LIVE ? null : "the finding is resolved",
                NOON,
                window);
    }
}
