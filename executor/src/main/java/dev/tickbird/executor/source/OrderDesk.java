package dev.tickbird.executor.source;

import dev.tickbird.executor.intake.Fleet;
import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.IntakeVerdict;
import dev.tickbird.executor.journal.Change;
import dev.tickbird.executor.journal.Draft;
import dev.tickbird.executor.journal.Effects;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.journal.Outcomes;
import dev.tickbird.executor.journal.Transactions;
import dev.tickbird.executor.run.Desk;
import dev.tickbird.executor.run.LogText;
import dev.tickbird.executor.run.Toolbox;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders in: what each led to and its offset are one transaction, so that none is lost or queued twice. */
public final class OrderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    private final Intake intake;
    private final Fleet fleet;
    private final Journal journal;
    private final Outcomes outcomes;
    private final Events events;
    private final DeadLetters deadLetters;
    private final Desk desk;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    public OrderDesk(Toolbox tools, Desk desk, Events events, DeadLetters deadLetters) {
        this.intake = tools.intake();
        this.fleet = tools.fleet();
        this.journal = tools.journal();
        this.outcomes = tools.outcomes();
        this.metrics = tools.metrics();
        this.clock = tools.clock();
        this.desk = desk;
        this.events = events;
        this.deadLetters = deadLetters;
    }

    void take(ConsumerRecord<String, byte[]> record, ConsumerGroupMetadata group) {
        Instant now = clock.instant();
        Transactions.Content offset = batch -> batch.offsets(
                Map.of(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1)),
                group);
        IntakeVerdict verdict = intake.judge(
                record.key(),
                record.value(),
                fleet,
                action -> journal.find(action).isPresent(),
                now);
        switch (verdict) {
            case IntakeVerdict.Accepted accepted -> accept(accepted, offset, now);
            case IntakeVerdict.Refused refused -> refuse(refused, offset, now);
            case IntakeVerdict.Revoked revoked -> revoke(revoked.order(), offset, now);
            case IntakeVerdict.Cancelled cancelled -> cancel(cancelled.order(), offset, now);
            case IntakeVerdict.Ignored ignored -> {
                if (ignored.loud()) {
                    LOG.warn("an order for {} is ignored: {}", record.key(), ignored.reason());
                    count("ignored");
                }
                journal.begin(List.of(), offset);
            }
            case IntakeVerdict.Dead dead -> bury(record, dead, offset);
        }
    }

    private void accept(IntakeVerdict.Accepted accepted, Transactions.Content offset, Instant now) {
        JournalEntry entry = Draft.queued(accepted.order(), accepted.jws(), now);
        journal.begin(List.of(new Change(entry, outcomes.of(accepted.order(), entry, Effects.NONE))), offset);
        count("queued");
        LOG.info(
                "{} is queued: {} on {}",
                entry.action(),
                LogText.of(accepted.order().statements()),
                accepted.order().instance());
    }

    private void refuse(IntakeVerdict.Refused refused, Transactions.Content offset, Instant now) {
        Order.Run order = refused.order();
        Outcome outcome = outcomes.refused(order, refused.state(), refused.reason(), now);
        String key = Partitions.key(order.instance().value(), order.action().value());
        journal.begin(List.of(), batch -> {
            batch.add(events.record(Topic.OUTCOMES, key, outcome));
            offset.fill(batch);
        });
        count("refused");
        LOG.warn("{} on {} is refused: {}", order.action(), order.instance(), LogText.of(refused.reason()));
    }

    private void bury(ConsumerRecord<String, byte[]> record, IntakeVerdict.Dead dead, Transactions.Content offset) {
        journal.begin(List.of(), batch -> {
            batch.add(deadLetters.letter(record, dead.code(), dead.reason()));
            offset.fill(batch);
        });
        count(dead.code());
        LOG.warn(
                "the record at {}-{} offset {} goes to the dead letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                LogText.of(dead.reason()));
    }

    private void revoke(Order.Revoke order, Transactions.Content offset, Instant now) {
        String by = "revoked by " + order.by() + ": " + order.reason();
        Optional<JournalEntry> changed = withdraw(order.action(), order.digest(), by, now);
        if (changed.isEmpty()) {
            LOG.info("{} is not revoked: it is unknown, has begun, or has ended", order.action());
        }
        journal.begin(List.of(), offset);
    }

    private void cancel(Order.Cancel order, Transactions.Content offset, Instant now) {
        String by = "cancelled by " + order.by() + ": " + order.reason();
        if (withdraw(order.action(), order.digest(), by, now).isEmpty()) {
            Optional<JournalEntry> asked = journal.change(
                    order.action(),
                    present -> matches(present, order.digest()) && !present.cancelRequested()
                            ? Optional.of(new Change(
                                    Draft.after(present)
                                            .cancelRequested()
                                            .reason(by)
                                            .at(now),
                                    null))
                            : Optional.empty());
            if (asked.isPresent()) {
                desk.stop(order.action(), by);
            }
        }
        journal.begin(List.of(), offset);
    }

    /** Ends what has not begun; empty when it has. */
    private Optional<JournalEntry> withdraw(ActionId action, ActionDigest digest, String reason, Instant now) {
        return journal.change(action, present -> {
            boolean waits = present.state() == ActionState.QUEUED || present.state() == ActionState.RETRY_WAIT;
            if (!waits || !matches(present, digest)) {
                return Optional.empty();
            }
            JournalEntry entry = Draft.after(present)
                    .state(ActionState.REVOKED)
                    .reason(reason)
                    .at(now);
            LOG.info("{} on {} is {}", action, present.instance(), LogText.of(reason));
            return intake.reread(present.order())
                    .map(order -> new Change(entry, outcomes.of(order, entry, Effects.NONE)));
        });
    }

    private boolean matches(JournalEntry entry, ActionDigest digest) {
        return intake.reread(entry.order())
                .filter(order -> order.digest().equals(digest))
                .isPresent();
    }

    private void count(String result) {
        metrics.counter("tickbird.executor.orders", "result", result).increment();
    }
}
