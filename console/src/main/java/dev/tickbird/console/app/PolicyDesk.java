package dev.tickbird.console.app;

import dev.tickbird.console.policy.Policies.Look;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.console.store.Queries;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.FleetCalendar;
import dev.tickbird.schemas.fleet.FleetCalendar.Closed;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.PolicySubject;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the fleet's policies say about something that might be proposed. */
public final class PolicyDesk {
    private final PolicyWatch.State policies;
    private final Queries queries;
    private final InstantSource clock;

    PolicyDesk(PolicyWatch.State policies, Queries queries, InstantSource clock) {
        this.policies = policies;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * What might be proposed.
     *
     * @param at when; null for now
     */
    public record Question(
            InstanceId instance,
            String action,
            Risk risk,
            String rule,
            String database,
            @Nullable Instant at) {}

    /**
     * What would be needed.
     *
     * @param decision {@code approvals}, {@code automatic} or {@code forbidden}
     * @param approvals how many; 0 unless {@code approvals}
     * @param roles of which a person must have one; empty for any role that may approve
     * @param ownSignature whether each must sign with a key of their own
     * @param closed why it could not begin then; null when it could
     * @param opens when to look again; null when it could begin then
     * @param policies those that were looked at, up to the one that decides
     */
    public record Answer(
            String decision,
            String policy,
            int approvals,
            List<String> roles,
            boolean ownSignature,
            @Nullable String closed,
            @Nullable Instant opens,
            List<Look> policies) {}

    public FleetPolicy inForce() {
        return policies.fleet();
    }

    public Answer explain(Question question) {
        TargetSpec target = queries.instance(question.instance())
                .orElseThrow(() -> new Refused(
                        Refused.Why.MISSING, "the fleet has no instance " + question.instance(), "instance"));
        if (!Action.types().contains(question.action())) {
            throw new Refused(
                    Refused.Why.INVALID,
                    "there is no action '" + question.action() + "': use one of " + Action.types(),
                    "action");
        }
        Instant at = question.at() == null ? clock.instant() : question.at();
        PolicySubject subject = new PolicySubject(
                question.risk(),
                question.action(),
                question.rule(),
                question.instance(),
                question.database(),
                target.tags());
        Optional<Closed> closed = new FleetCalendar(policies.fleet()).closed(subject, at);
        Requirement requirement = policies.policies().requirement(subject, at);
        Requirement.Approvals needed = requirement instanceof Requirement.Approvals approvals ? approvals : null;
        return new Answer(
                requirement.decision(),
                requirement.policy(),
                needed == null ? 0 : needed.approvals(),
                needed == null ? List.of() : needed.roles(),
                question.risk() == Risk.HIGH,
                closed.map(Closed::reason).orElse(null),
                closed.map(Closed::until).orElse(null),
                policies.policies().looks(subject, at));
    }
}
