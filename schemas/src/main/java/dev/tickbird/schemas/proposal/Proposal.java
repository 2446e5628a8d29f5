package dev.tickbird.schemas.proposal;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action put forward, complete: whoever approves it approves its digest, and nothing else may run.
 *
 * @param id from finding, episode and digest
 * @param instance the instance that it would run on
 * @param tags the instance's tags
 * @param finding the finding that it would mend
 * @param episode the finding's episode
 * @param rule the rule's id, e.g. {@code index.duplicate}
 * @param severity the finding's at that time
 * @param subject the finding's subject
 * @param title what would be done, one line
 * @param why the finding's title
 * @param action what would be run
 * @param target exactly where it may run
 * @param statements what would be sent, in order
 * @param risk what it may cost when it goes wrong; it chooses who must approve
 * @param locks what they take, for people
 * @param undo how it is taken back
 * @param expectedGain what it should bring
 * @param digest over action, target and statements
 * @param supersedes the proposal whose place it took; null when none
 * @param state whether it still stands
 * @param withdrawnBecause null while LIVE
 * @param proposedAt when it was put forward
 * @param window when it may begin; null for at any time
 */
public record Proposal(
        ActionId id,
        InstanceId instance,
        Map<String, String> tags,
        FindingId finding,
        int episode,
        String rule,
        Severity severity,
        Subject subject,
        String title,
        String why,
        Action action,
        ActionTarget target,
        List<String> statements,
        Risk risk,
        String locks,
        Undo undo,
        List<Measure> expectedGain,
        ActionDigest digest,
        @Nullable ActionId supersedes,
        ProposalState state,
        @Nullable String withdrawnBecause,
        Instant proposedAt,
        @Nullable Window window) {
    public Proposal {
        Immutable.required(id, "id");
        Immutable.required(instance, "instance");
        Immutable.required(finding, "finding");
        Immutable.required(action, "action");
        Immutable.required(target, "target");
        Immutable.required(risk, "risk");
        Immutable.required(undo, "undo");
        Immutable.required(digest, "digest");
        Immutable.required(state, "state");
        Immutable.required(proposedAt, "proposedAt");
        tags = Immutable.map(tags);
        statements = Immutable.list(statements);
        expectedGain = Immutable.list(expectedGain);
    }

    /** The identifier of an action that mends one episode of a finding. */
    public static ActionId id(FindingId finding, int episode, ActionDigest digest) {
        return ActionId.from(finding.value(), Integer.toString(episode), digest.value());
    }

    /** Whether it may not begin any more. */
    public boolean isOver(Instant now) {
        Instant end = window == null ? null : window.notAfter();
        return end != null && !now.isBefore(end);
    }

    /** Whether the digest is that of the content: anything else is a forgery or a fault. */
    public boolean digestHolds() {
        return digest.equals(ActionDigest.of(action, target, statements));
    }
}
