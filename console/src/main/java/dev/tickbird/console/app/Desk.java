package dev.tickbird.console.app;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.approval.Holds;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Where people's decisions come in, from page, REST and command line alike: checked, signed and put on the topic. They count when
 * they are read back.
 */
public final class Desk {
    private static final Set<ActionState> REVOCABLE =
            EnumSet.of(ActionState.APPROVED, ActionState.QUEUED, ActionState.RETRY_WAIT);
    private static final Set<ActionState> STOPPABLE = EnumSet.of(
            ActionState.APPROVED,
            ActionState.QUEUED,
            ActionState.RETRY_WAIT,
            ActionState.RUNNING,
            ActionState.VERIFYING);

    private static final Duration REHEARSED_FOR = Duration.ofHours(1);

    private final Queries queries;
    private final PolicyWatch.State policies;
    private final Stamp stamp;
    private final OwnSignature ownSignature;
    private final Producer<String, byte[]> producer;
    private final Events events;
    private final InstantSource clock;
    private final Explainer explainer;

    Desk(
            Queries queries,
            PolicyWatch.State policies,
            Explainer explainer,
            Stamp stamp,
            Producer<String, byte[]> producer,
            Events events,
            InstantSource clock) {
        this.queries = queries;
        this.policies = policies;
        this.explainer = explainer;
        this.stamp = stamp;
        this.ownSignature = new OwnSignature(stamp, clock);
        this.producer = producer;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What somebody wants to decide.
     *
     * @param limits how far their word goes
     * @param digest what they saw; null takes the present one, which only a machine may leave open
     * @param until the end of a snooze, or when an approval lapses; null for none
     * @param signed the decision with the person's own signature, whole; null when the console signs
     */
    public record Wish(
            ActionId action,
            Verdict verdict,
            String by,
            List<String> roles,
            KeyScope limits,
            Channel through,
            @Nullable String digest,
            @Nullable String reason,
            @Nullable Instant until,
            @Nullable Decision signed) {}

    /** Puts a decision on the topic. */
    public Decision decide(Wish wish) {
        ActionFile file = file(wish.action());
        Proposal proposal = proposal(file);
        check(wish, file, proposal);
        Decision decision = wish.signed() == null
                ? stamp.decision(unsigned(wish, proposal))
                : ownSignature.checked(wish, file, proposal, wish.signed());
        send(
                Topic.DECISIONS,
                Partitions.key(decision.instance().value(), decision.action().value()),
                decision);
        return decision;
    }

    /** What the decision would be, for its decider to sign; checked like it but for the signature. */
    public Decision bare(Wish wish) {
        ActionFile file = file(wish.action());
        Proposal proposal = proposal(file);
        Decision bare = unsigned(wish, proposal);
        check(
                new Wish(
                        wish.action(),
                        wish.verdict(),
                        wish.by(),
                        wish.roles(),
                        wish.limits(),
                        wish.through(),
                        wish.digest(),
                        wish.reason(),
                        wish.until(),
                        bare),
                file,
                proposal);
        return bare;
    }

    /** Tells the executor to stop an action, even while it runs. */
    public void cancel(ActionId action, String by, String reason) {
        ActionFile file = file(action);
        Proposal proposal = proposal(file);
        require(STOPPABLE.contains(file.state()), file);
        Order order = new Order.Cancel(
                UUID.randomUUID().toString(),
                proposal.id(),
                proposal.instance(),
                proposal.digest(),
                by,
                reason,
                clock.instant());
        send(Topic.APPROVED_ACTIONS, proposal.instance().value(), stamp.order(order));
    }

    /**
     * Asks the executor to look whether an action could run now; nothing is sent to the server but what looks.
     *
     * @return the order that its answer names
     */
    public String rehearse(ActionId action, String by) {
        Proposal proposal = proposal(file(action));
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        Requirement requirement = requirement(proposal);
        Order.Run what = new Order.Run(
                id,
                proposal.id(),
                proposal.instance(),
                proposal.finding(),
                proposal.rule(),
                proposal.action(),
                proposal.target(),
                proposal.statements(),
                proposal.risk(),
                proposal.digest(),
                List.of(),
                requirement instanceof Requirement.Approvals needed ? needed.approvals() : 1,
                requirement.policy(),
                null,
                now,
                now.plus(REHEARSED_FOR));
        send(Topic.APPROVED_ACTIONS, proposal.instance().value(), stamp.order(new Order.Rehearse(id, what, by, now)));
        return id;
    }

    /** Who must approve, and by which policy. */
    public Requirement requirement(Proposal proposal) {
        return policies.policies().requirement(proposal, clock.instant());
    }

    /** Who must approve, who could, and what the calendar says. */
    public Explanation explain(ActionFile file, Proposal proposal) {
        return explainer.explain(file, proposal, expiresAt(proposal), executes(proposal));
    }

    /** When it expires undecided. */
    public Instant expiresAt(Proposal proposal) {
        Map<FindingId, Instant> spoken = queries.overlay(proposal.finding())
                .map(overlay -> Map.of(
                        proposal.finding(), overlay.waivedUntil() == null ? overlay.at() : overlay.waivedUntil()))
                .orElse(Map.of());
        return new Holds(spoken, clock.instant())
                .end(proposal, requirement(proposal).expiry());
    }

    /** Whether approved actions may run on the proposal's instance now. */
    public boolean executes(Proposal proposal) {
        return queries.instance(proposal.instance())
                .filter(target -> target.mode() == Mode.EXECUTE)
                .isPresent();
    }

    private ActionFile file(ActionId action) {
        return queries.action(action)
                .map(ActionRow::file)
                .orElseThrow(() -> new Refused(Refused.Why.MISSING, "there is no action " + action, null));
    }

    private static Proposal proposal(ActionFile file) {
        return file.known()
                .orElseThrow(() -> new Refused(Refused.Why.MISSING, "the proposal was not read yet: try again", null));
    }

    private void check(Wish wish, ActionFile file, Proposal proposal) {
        if (wish.digest() != null && !wish.digest().equals(proposal.digest().value())) {
            throw new Refused(
                    Refused.Why.CONFLICT,
                    "this is not the digest of the proposal as it stands: look at it again (digest " + proposal.digest()
                            + ")",
                    "digest");
        }
        boolean open = file.state() == ActionState.PROPOSED;
        switch (wish.verdict()) {
            case APPROVE -> checkApproval(wish, open, file, proposal);
            case REJECT -> {
                if (wish.reason() == null || wish.reason().isBlank()) {
                    throw new Refused(Refused.Why.INVALID, "a rejection needs a reason", "reason");
                }
                require(open, file);
            }
            case SNOOZE -> {
                if (wish.until() == null) {
                    throw new Refused(Refused.Why.INVALID, "a snooze ends: give 'until' or 'for', e.g. 4h", "until");
                }
                require(open, file);
            }
            case REVOKE -> require(open || REVOCABLE.contains(file.state()), file);
            case EXPIRED, WITHDRAWN ->
                throw new Refused(Refused.Why.FORBIDDEN, "only the console itself decides that", null);
        }
    }

    private void checkApproval(Wish wish, boolean open, ActionFile file, Proposal proposal) {
        require(open, file);
        if (!executes(proposal)) {
            throw conflict("nothing runs on " + proposal.instance() + ": its mode in the fleet file is not execute");
        }
        Overlay overlay = queries.overlay(proposal.finding()).orElse(null);
        if (FindingDesk.waived(overlay, clock.instant())) {
            throw conflict(
                    FindingDesk.told(overlay) + ": end the waiver first (tickbird unwaive " + proposal.finding() + ")");
        }
        if (proposal.isOver(clock.instant())) {
            throw conflict("it could have begun before " + expiresAt(proposal) + " and no more");
        }
        if (!wish.limits()
                .covers(proposal.tags(), String.valueOf(proposal.action().type()), proposal.risk())) {
            throw new Refused(
                    Refused.Why.FORBIDDEN,
                    wish.by() + " may not approve " + proposal.action().type() + " of "
                            + proposal.risk().label() + " risk on " + proposal.instance()
                            + ": 'approves' in the console's configuration says how far it goes",
                    null);
        }
        if (Approvals.needsOwnSignature(proposal) && wish.signed() == null) {
            throw new Refused(
                    Refused.Why.FORBIDDEN,
                    "this is of high risk: approve it with your own key: tickbird approve " + proposal.id(),
                    "signed");
        }
        switch (requirement(proposal)) {
            case Requirement.Forbidden forbidden ->
                throw new Refused(Refused.Why.FORBIDDEN, "the policy '" + forbidden.policy() + "' forbids it", null);
            case Requirement.Approvals required -> checkRole(wish, required);
            case Requirement.Automatic automatic -> {}
        }
    }

    private static void checkRole(Wish wish, Requirement.Approvals required) {
        if (!required.roles().isEmpty() && wish.roles().stream().noneMatch(required.roles()::contains)) {
            throw new Refused(
                    Refused.Why.FORBIDDEN,
                    "the policy '" + required.policy() + "' wants one of the roles " + required.roles() + "; "
                            + wish.by() + " has " + wish.roles(),
                    null);
        }
    }

    private static void require(boolean fits, ActionFile file) {
        if (!fits) {
            throw conflict("the action is " + file.state() + ": this cannot be decided about it now");
        }
    }

    private static Refused conflict(String message) {
        return new Refused(Refused.Why.CONFLICT, message, null);
    }

    private Decision unsigned(Wish wish, Proposal proposal) {
        return new Decision(
                UUID.randomUUID().toString(),
                proposal.id(),
                proposal.instance(),
                ActionDigest.of(proposal.digest().value()),
                wish.verdict(),
                new Principal(wish.by(), PrincipalKind.PERSON, wish.roles()),
                wish.through(),
                wish.reason(),
                clock.instant(),
                wish.until(),
                null);
    }

    private void send(Topic topic, String key, Object value) {
        try {
            producer.send(events.record(topic, key, value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take the decision: try again", e);
        }
    }
}
