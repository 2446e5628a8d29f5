package dev.tickbird.analyzer.advice;

import dev.tickbird.analyzer.lifecycle.Tracked;
import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a finding's proposal when the finding changes: one live proposal at most for each finding. Pure. */
public final class Advisor {
    private Advisor() {}

    /**
     * The proposals to publish, in order: a withdrawal before what takes its place. Empty when nothing changes.
     *
     * @param live the finding's live proposal; null when there is none
     * @param where null while the server's identity is not known
     */
    public static List<Proposal> advise(Tracked tracked, @Nullable Proposal live, @Nullable Where where, Instant at) {
        FindingState state = tracked.finding().state();
        if (state == FindingState.UNKNOWN && live != null) {
            return List.of();
        }
        Optional<Proposal> wanted = state == FindingState.OPEN && tracked.holding() && where != null
                ? propose(tracked, live, where, at)
                : Optional.empty();
        boolean clearing = state == FindingState.OPEN && !tracked.holding();
        if (live == null || clearing) {
            return wanted.map(List::of).orElse(List.of());
        }
        if (wanted.isPresent() && wanted.get().id().equals(live.id())) {
            return List.of();
        }
        List<Proposal> changes = new ArrayList<>();
        changes.add(withdrawn(live, wanted.isPresent() ? "a newer proposal takes its place" : reason(tracked)));
        wanted.ifPresent(changes::add);
        return changes;
    }

    /** The live proposal taken back. */
    public static Proposal withdrawn(Proposal live, String reason) {
        return new Proposal(
                live.id(),
                live.instance(),
                live.tags(),
                live.finding(),
                live.episode(),
                live.rule(),
                live.severity(),
                live.subject(),
                live.title(),
                live.why(),
                live.action(),
                live.target(),
                live.statements(),
                live.risk(),
                live.locks(),
                live.undo(),
                live.expectedGain(),
                live.digest(),
                live.supersedes(),
                ProposalState.WITHDRAWN,
                reason,
                live.proposedAt(),
                live.window());
    }

    private static String reason(Tracked tracked) {
        return switch (tracked.finding().state()) {
            case RESOLVED -> "the finding is resolved";
            case PENDING, OPEN -> "the finding no longer proposes this";
            case UNKNOWN -> "the finding cannot be judged";
        };
    }

    private static Optional<Proposal> propose(Tracked tracked, @Nullable Proposal live, Where where, Instant at) {
        Finding finding = tracked.finding();
        Action action = finding.action();
        ObjectIdentity object = tracked.object();
        if (action == null
                || object == null
                || finding.provisional()
                || where.target().mode() == Mode.OBSERVE) {
            return Optional.empty();
        }
        ActionTarget target = target(where, object);
        List<String> statements = action.statements(where.version());
        ActionDigest digest = ActionDigest.of(action, target, statements);
        ActionId id = Proposal.id(finding.id(), finding.episode(), digest);
        return Optional.of(new Proposal(
                id,
                finding.instance(),
                finding.tags(),
                finding.id(),
                finding.episode(),
                finding.rule(),
                finding.severity(),
                finding.subject(),
                title(action),
                finding.title(),
                action,
                target,
                statements,
                action.risk(),
                action.locks(),
                action.undo(),
                finding.expectedGain(),
                digest,
                live == null || live.id().equals(id) ? null : live.id(),
                ProposalState.LIVE,
                null,
                at,
                tracked.window()));
    }

    private static ActionTarget target(Where where, ObjectIdentity object) {
        TargetSpec target = where.target();
        return new ActionTarget(
                target.instance(),
                target.cluster(),
                target.host(),
                target.port(),
                where.version(),
                object.database(),
                object.databaseOid(),
                where.systemIdentifier(),
                where.timeline(),
                object.oid(),
                object.definitionHash());
    }

    private static String title(Action action) {
        String verb = String.valueOf(action.type()).replace('-', ' ');
        return verb + " " + action.object();
    }
}
