package dev.tickbird.console.app;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.approval.Counted;
import dev.tickbird.console.approval.Effect;
import dev.tickbird.console.approval.Signer;
import dev.tickbird.console.store.OutboxRow;
import dev.tickbird.console.store.Writer;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.fleet.KnownTargets;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.decision.Channel;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.Principal;
import dev.tickbird.schemas.decision.PrincipalKind;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.decision.Verdict;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One record after the other into the read model, with what follows from it. Runs inside the transaction of its batch. */
final class Projection {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final Duration ORDER_LIFE = Duration.ofDays(14);

    private final FleetReader fleet;
    private final Stamp stamp;

    Projection(FleetReader fleet, Stamp stamp) {
        this.fleet = fleet;
        this.stamp = stamp;
    }

    /**
     * Takes one record in.
     *
     * @throws UnreadableException when it cannot be read: nothing was written
     * @throws RecordRefused when it is the record's fault that it cannot be written: the transaction is lost
     */
    void read(Topic topic, ConsumerRecord<String, byte[]> from, Approvals approvals, Writer writer, Instant now)
            throws SQLException {
        try {
            take(topic, from, approvals, writer, now);
            if (AuditTrail.AUDITED.contains(topic) && from.value() != null) {
                writer.audit().append(from.topic(), String.valueOf(from.key()), from.value(), now);
            }
        } catch (SQLException e) {
            if (contentIsWrong(e)) {
                throw new RecordRefused("the store refuses it (" + e.getSQLState() + ")", e);
            }
            throw e;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new RecordRefused("it cannot be handled: " + e.getClass().getSimpleName(), e);
        }
    }

    /** As {@link #read}, but a record that is refused leaves the transaction as it was and counts as unreadable. */
    void readAlone(Topic topic, ConsumerRecord<String, byte[]> from, Approvals approvals, Writer writer, Instant now)
            throws SQLException {
        Savepoint before = writer.savepoint();
        try {
            read(topic, from, approvals, writer, now);
            writer.release(before);
        } catch (UnreadableException e) {
            writer.rollBack(before);
            throw e;
        } catch (RecordRefused e) {
            writer.rollBack(before);
            LOG.warn("{}-{} at {} is set aside: {}", from.topic(), from.partition(), from.offset(), e.getMessage());
            throw new UnreadableException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Data exceptions, violated constraints and exceeded limits come from what was to be written, everything else from the server. */
    static boolean contentIsWrong(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    private void take(Topic topic, ConsumerRecord<String, byte[]> from, Approvals approvals, Writer writer, Instant now)
            throws SQLException {
        byte[] value = from.value();
        if (value == null) {
            removed(topic, from.key(), writer);
            return;
        }
        switch (topic) {
            case TARGETS -> writer.instance(fleet.target(from.key(), value));
            case FINDINGS -> writer.findings().put(Codec.decode(value, Finding.class));
            case OVERLAYS -> writer.overlays().put(Codec.decode(value, Overlay.class));
            case PROPOSALS -> {
                Proposal proposal = Codec.decode(value, Proposal.class);
                ActionFile file = writer.action(proposal.id());
                take(approvals.read(file, proposal), proposal.id(), proposal.instance(), writer, now);
            }
            case DECISIONS -> {
                Counted counted = stamp.verify(Codec.decode(value, Decision.class));
                Decision decision = counted.decision();
                if (counted.signer() == Signer.CONSOLE || counted.signer() == Signer.STANDING) {
                    writer.onTopic(new OutboxRow(
                            decision.id(),
                            Topic.DECISIONS,
                            false,
                            decision.instance().value(),
                            decision.action().value(),
                            ""));
                }
                ActionFile file = writer.action(decision.action());
                take(approvals.read(file, counted), decision.action(), decision.instance(), writer, now);
            }
            case OUTCOMES -> {
                Outcome outcome = Codec.decode(value, Outcome.class);
                ActionFile file = writer.action(outcome.action());
                writer.outcome(outcome);
                take(approvals.read(file, outcome), outcome.action(), outcome.instance(), writer, now);
            }
            case APPROVED_ACTIONS -> ordered(value, approvals, writer, now);
            case JOURNAL -> writer.journal(Codec.decode(value, JournalEntry.class));
            case PROGRESS -> writer.progress(Codec.decode(value, Progress.class));
            case REHEARSALS -> writer.rehearsal(Codec.decode(value, Rehearsal.class));
            case DELIVERIES -> writer.delivery(from.key(), Codec.decode(value, Delivery.class));
            case NOTIFICATIONS -> writer.message(Codec.decode(value, Notification.class));
            default -> throw new UnreadableException("this topic is not an input of the console");
        }
    }

    /** An order of ours is not sent again. What others wrote there is a link of the audit chain, and the executor judges it. */
    private void ordered(byte[] value, Approvals approvals, Writer writer, Instant now) throws SQLException {
        Optional<Order> ours = stamp.ours(Codec.decode(value, Signed.class));
        if (ours.orElse(null) instanceof Order.Run run) {
            writer.onTopic(new OutboxRow(
                    run.id(),
                    Topic.APPROVED_ACTIONS,
                    true,
                    run.instance().value(),
                    run.action().value(),
                    ""));
            take(approvals.ordered(writer.action(run.action())), run.action(), run.instance(), writer, now);
        } else if (ours.orElse(null) instanceof Order.Revoke revoke) {
            writer.onTopic(new OutboxRow(
                    revoke.id(),
                    Topic.APPROVED_ACTIONS,
                    false,
                    revoke.instance().value(),
                    revoke.action().value(),
                    ""));
        }
    }

    /** Time has passed for an undecided action. */
    void review(ActionFile file, Approvals approvals, Writer writer, Instant now) throws SQLException {
        Proposal proposal = file.proposal();
        if (proposal != null) {
            take(approvals.review(file, now), proposal.id(), proposal.instance(), writer, now);
        }
    }

    private static void removed(Topic topic, String key, Writer writer) throws SQLException {
        if (topic == Topic.TARGETS) {
            throw new UnreadableException(KnownTargets.ERASED);
        }
        if (topic == Topic.FINDINGS) {
            writer.findings().remove(key.substring(key.indexOf('/') + 1));
        }
        if (topic == Topic.OVERLAYS) {
            writer.overlays().remove(key.substring(key.indexOf('/') + 1));
        }
    }

    private void take(Approvals.Step step, ActionId action, InstanceId instance, Writer writer, Instant now)
            throws SQLException {
        writer.action(action, instance.value(), step.file());
        for (Effect effect : step.effects()) {
            follow(effect, writer, now);
        }
    }

    private void follow(Effect effect, Writer writer, Instant now) throws SQLException {
        switch (effect) {
            case Effect.Run run -> writer.outbox(order(run, now));
            case Effect.Revoke revoke -> writer.outbox(revoke(revoke, now));
            case Effect.ApproveByPolicy approve ->
                writer.outbox(decision(
                        approve.proposal(),
                        Verdict.APPROVE,
                        new Principal(approve.policy(), PrincipalKind.POLICY, List.of()),
                        Channel.POLICY,
                        "the policy approves it",
                        now));
            case Effect.ApproveByStanding approve -> writer.outbox(standing(approve, now));
            case Effect.Note note ->
                writer.outbox(decision(
                        note.proposal(),
                        note.verdict(),
                        new Principal("tickbird", PrincipalKind.CONSOLE, List.of()),
                        Channel.CONSOLE,
                        note.reason(),
                        now));
            case Effect.Ignored ignored ->
                LOG.info(
                        "{} a decision of {} about {} does not count: {}",
                        ignored.decision().instance(),
                        ignored.decision().by().name(),
                        ignored.decision().action(),
                        ignored.reason());
        }
    }

    private OutboxRow order(Effect.Run run, Instant now) {
        Proposal proposal = run.proposal();
        String id = id("run", proposal);
        Order order = new Order.Run(
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
                run.decisions(),
                run.requires(),
                run.policy(),
                proposal.window(),
                now,
                end(run.decisions(), now.plus(ORDER_LIFE)));
        return row(id, Topic.APPROVED_ACTIONS, true, proposal, stamp.order(order));
    }

    /** It ends with the first of the approvals that it rests on. */
    private static Instant end(List<Decision> decisions, Instant latest) {
        return decisions.stream()
                .map(Decision::until)
                .filter(Objects::nonNull)
                .reduce(latest, (one, other) -> one.isBefore(other) ? one : other);
    }

    private OutboxRow revoke(Effect.Revoke revoke, Instant now) {
        Proposal proposal = revoke.proposal();
        String id = id("revoke", proposal);
        Order order = new Order.Revoke(
                id, proposal.id(), proposal.instance(), proposal.digest(), revoke.by(), revoke.reason(), now);
        return row(id, Topic.APPROVED_ACTIONS, false, proposal, stamp.order(order));
    }

    /** In the approver's name, with what they signed ahead as its evidence. */
    private OutboxRow standing(Effect.ApproveByStanding approve, Instant now) {
        Proposal proposal = approve.proposal();
        StandingApproval approval = approve.standing().approval();
        String id = id("standing" + approval.id(), proposal);
        Decision decision = new Decision(
                id,
                proposal.id(),
                proposal.instance(),
                proposal.digest(),
                Verdict.APPROVE,
                new Principal(
                        approval.by(), PrincipalKind.PERSON, approve.standing().roles()),
                Channel.CONSOLE,
                "the standing approval " + approval.id() + " covers it",
                now,
                approval.until(),
                approve.standing().jws());
        return row(id, Topic.DECISIONS, false, proposal, decision);
    }

    private OutboxRow decision(
            Proposal proposal, Verdict verdict, Principal by, Channel through, String reason, Instant now) {
        String id = id(verdict.name() + by.name(), proposal);
        Decision decision = new Decision(
                id,
                proposal.id(),
                proposal.instance(),
                proposal.digest(),
                verdict,
                by,
                through,
                reason,
                now,
                null,
                null);
        return row(id, Topic.DECISIONS, false, proposal, stamp.decision(decision));
    }

    private static OutboxRow row(String id, Topic topic, boolean begins, Proposal proposal, Object value) {
        return new OutboxRow(
                id,
                topic,
                begins,
                proposal.instance().value(),
                proposal.id().value(),
                new String(Codec.encode(value), StandardCharsets.UTF_8));
    }

    /** The same consequence of the same proposal always has the same id. */
    private static String id(String what, Proposal proposal) {
        String seed =
                what + "/" + proposal.id().value() + "/" + proposal.digest().value();
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
