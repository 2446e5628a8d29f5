package dev.tickbird.console.app;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.policy.Requirement;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.Queries.ActionRow;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Where people's decisions come in, from page, REST and command line alike: checked, signed and put on the topic. They count when
 * they are read back.
 */
public final class Desk {
    private final Queries queries;
    private final PolicyWatch.State policies;
    private final Stamp stamp;
    private final Producer<String, byte[]> producer;
    private final Events events;
    private final InstantSource clock;

    Desk(
            Queries queries,
            PolicyWatch.State policies,
            Stamp stamp,
            Producer<String, byte[]> producer,
            Events events,
            InstantSource clock) {
        this.queries = queries;
        this.policies = policies;
        this.stamp = stamp;
        this.producer = producer;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What somebody wants to decide.
     *
     * @param digest what they saw; null takes the present one, which only a machine may leave open
     * @param signed the decision with the person's own signature, whole; null when the console signs
     */
    public record Wish(
            ActionId action,
            Verdict verdict,
            String by,
            List<String> roles,
            Channel through,
            @Nullable String digest,
            @Nullable String reason,
            @Nullable Decision signed) {}

    /** Why a wish is not granted. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean missing;

        Refused(String message, boolean missing) {
            super(message);
            this.missing = missing;
        }

        public boolean missing() {
            return missing;
        }
    }

    /** Puts a decision on the topic. */
    public Decision decide(Wish wish) {
        ActionFile file = file(wish.action());
        Proposal proposal = proposal(file);
        check(wish, file, proposal);
        Decision decision =
                wish.signed() == null ? stamp.decision(unsigned(wish, proposal)) : own(wish, proposal, wish.signed());
        send(
                Topic.DECISIONS,
                Partitions.key(decision.instance().value(), decision.action().value()),
                decision);
        return decision;
    }

    /** Tells the executor to stop an action, even while it runs. */
    public void cancel(ActionId action, String by, String reason) {
        Proposal proposal = proposal(file(action));
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

    /** Who must approve, and by which policy. */
    public Requirement requirement(Proposal proposal) {
        return policies.approvals(any -> true).requirement(proposal);
    }

    /** Whether approved actions may run on the proposal's instance now. */
    public boolean executes(Proposal proposal) {
        return queries.instances().stream()
                .anyMatch(target -> target.instance().equals(proposal.instance()) && target.mode() == Mode.EXECUTE);
    }

    private ActionFile file(ActionId action) {
        return queries.action(action)
                .map(ActionRow::file)
                .orElseThrow(() -> new Refused("there is no action " + action, true));
    }

    private static Proposal proposal(ActionFile file) {
        return file.known().orElseThrow(() -> new Refused("the proposal was not read yet: try again", true));
    }

    private void check(Wish wish, ActionFile file, Proposal proposal) {
        if (wish.digest() != null && !wish.digest().equals(proposal.digest().value())) {
            throw new Refused(
                    "the proposal has changed since you saw it: look at it again (digest " + proposal.digest() + ")",
                    false);
        }
        boolean open = file.state() == ActionState.PROPOSED;
        boolean revocable = file.state() == ActionState.APPROVED
                || file.state() == ActionState.QUEUED
                || file.state() == ActionState.RETRY_WAIT;
        switch (wish.verdict()) {
            case APPROVE -> checkApproval(wish, open, file, proposal);
            case REJECT -> {
                if (wish.reason() == null || wish.reason().isBlank()) {
                    throw new Refused("a rejection needs a reason", false);
                }
                require(open, file);
            }
            case SNOOZE -> require(open, file);
            case REVOKE -> require(open || revocable, file);
            case EXPIRED, WITHDRAWN -> throw new Refused("only the console itself decides that", false);
        }
    }

    private void checkApproval(Wish wish, boolean open, ActionFile file, Proposal proposal) {
        require(open, file);
        if (!executes(proposal)) {
            throw new Refused(
                    "nothing runs on " + proposal.instance() + ": its mode in the fleet file is not execute", false);
        }
        if (Approvals.needsOwnSignature(proposal) && wish.signed() == null) {
            throw new Refused(
                    "this is of high risk: approve it with your own key: tickbird approve " + proposal.id(), false);
        }
        if (requirement(proposal) instanceof Requirement.Forbidden forbidden) {
            throw new Refused("the policy '" + forbidden.policy() + "' forbids it", false);
        }
    }

    private static void require(boolean fits, ActionFile file) {
        if (!fits) {
            throw new Refused("the action is " + file.state() + ": nothing can be decided about it now", false);
        }
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
                null,
                null);
    }

    /** The person's own signed decision: it must be about this, by them; the roles are what the console knows. */
    private Decision own(Wish wish, Proposal proposal, Decision signed) {
        boolean same = signed.action().equals(proposal.id())
                && signed.instance().equals(proposal.instance())
                && signed.digest().equals(proposal.digest())
                && signed.verdict() == wish.verdict()
                && signed.by().name().equals(wish.by());
        if (!same) {
            throw new Refused("the signed decision is about something else or by somebody else", false);
        }
        Decision whole = new Decision(
                signed.id(),
                signed.action(),
                signed.instance(),
                signed.digest(),
                signed.verdict(),
                new Principal(wish.by(), PrincipalKind.PERSON, wish.roles()),
                wish.through(),
                signed.reason(),
                signed.at(),
                signed.until(),
                signed.signature());
        stamp.verify(whole);
        return whole;
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
