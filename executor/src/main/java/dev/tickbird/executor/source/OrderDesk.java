package dev.tickbird.executor.source;

import dev.tickbird.executor.intake.Fleet;
import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.IntakeVerdict;
import dev.tickbird.executor.journal.Change;
import dev.tickbird.executor.journal.Draft;
import dev.tickbird.executor.journal.Effects;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.journal.Outcomes;
import dev.tickbird.executor.run.Desk;
import dev.tickbird.executor.run.LogText;
import dev.tickbird.executor.run.Rehearsing;
import dev.tickbird.executor.run.Toolbox;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders in: what each led to and its offset are one transaction, so that none is lost or queued twice. */
public final class OrderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
    private static final int REMEMBERED = 10_000;

    /** Of what has no trusted signature or was ordered before, so much is told; all of it is counted. */
    private final Allowance complaints = new Allowance(100, Duration.ofHours(1));

    private final Set<Told> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private final Intake intake;
    private final Fleet fleet;
    private final Journal journal;
    private final Outcomes outcomes;
    private final DeadLetters deadLetters;
    private final Desk desk;
    private final Rehearsing rehearsing;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final String holder;

    /** A refusal that has its outcome: the same order, written again by whoever may write to the topic, gets no other. */
    private record Told(String order, Instant issuedAt, String reason) {}

    public OrderDesk(Toolbox tools, Desk desk, DeadLetters deadLetters) {
        this.intake = tools.intake();
        this.fleet = tools.fleet();
        this.journal = tools.journal();
        this.outcomes = tools.outcomes();
        this.metrics = tools.metrics();
        this.clock = tools.clock();
        this.holder = tools.holder();
        this.desk = desk;
        this.rehearsing = new Rehearsing(tools);
        this.deadLetters = deadLetters;
    }

    /** Takes in what one poll brought. What leads to nothing shares a transaction with what follows: a flood of it is cheap. */
    public void take(Iterable<ConsumerRecord<String, byte[]>> records, ConsumerGroupMetadata group) {
        Passed passed = new Passed(group);
        for (ConsumerRecord<String, byte[]> record : records) {
            passed.add(record);
            take(record, passed);
        }
        if (passed.isAny()) {
            journal.begin(List.of(), passed);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record, Passed passed) {
        Instant now = clock.instant();
        IntakeVerdict verdict = intake.judge(
                record.key(),
                record.value(),
                fleet,
                action -> journal.find(action).isPresent(),
                now);
        switch (verdict) {
            case IntakeVerdict.Accepted accepted -> accept(accepted, passed, now);
            case IntakeVerdict.Refused refused -> refuse(refused, passed, now);
            case IntakeVerdict.Revoked revoked -> revoke(revoked.order(), now);
            case IntakeVerdict.Cancelled cancelled -> cancel(cancelled.order(), now);
            case IntakeVerdict.Rehearsed rehearsed -> rehearsing.rehearse(rehearsed.order(), rehearsed.objection());
            case IntakeVerdict.Ignored ignored -> ignore(record, ignored);
            case IntakeVerdict.Dead dead -> bury(record, dead, passed);
        }
    }

    private void accept(IntakeVerdict.Accepted accepted, Passed passed, Instant now) {
        JournalEntry entry = Draft.queued(accepted.order(), accepted.jws(), now);
        journal.begin(List.of(new Change(entry, outcomes.of(accepted.order(), entry, Effects.NONE))), passed);
        passed.committed();
        count("queued");
        LOG.info(
                "{} is queued: {} on {}",
                entry.action(),
                LogText.of(accepted.order().statements()),
                accepted.order().instance());
    }

    private void refuse(IntakeVerdict.Refused refused, Passed passed, Instant now) {
        count("refused");
        Order.Run order = refused.order();
        if (!told.add(new Told(order.id(), order.issuedAt(), refused.reason()))) {
            return;
        }
        Outcome outcome = outcomes.refused(order, refused.state(), refused.reason(), now);
        journal.tell(outcome, passed);
        passed.committed();
        LOG.warn("{} on {} is refused: {}", order.action(), order.instance(), LogText.of(refused.reason()));
    }

    private void ignore(ConsumerRecord<String, byte[]> record, IntakeVerdict.Ignored ignored) {
        if (!ignored.loud()) {
            return;
        }
        count("ignored");
        if (complaints.take()) {
            LOG.warn("an order for {} is ignored: {}", LogText.of(record.key()), ignored.reason());
        }
    }

    private void bury(ConsumerRecord<String, byte[]> record, IntakeVerdict.Dead dead, Passed passed) {
        count(dead.code());
        if (!complaints.take()) {
            return;
        }
        journal.begin(List.of(), batch -> {
            batch.add(deadLetters.letter(record, dead.code(), dead.reason()));
            passed.fill(batch);
        });
        passed.committed();
        LOG.warn(
                "the record at {}-{} offset {} goes to the dead letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                LogText.of(dead.reason()));
    }

    private void revoke(Order.Revoke order, Instant now) {
        String by = "revoked by " + order.by() + ": " + order.reason();
        boolean withdrawn = withdraw(order.action(), order.digest(), by, now).isPresent()
                || request(order.action(), order.digest(), by, now, OrderDesk::waits);
        if (!withdrawn) {
            LOG.info("{} is not revoked: it is unknown, has begun, or has ended", order.action());
        }
    }

    private void cancel(Order.Cancel order, Instant now) {
        String by = "cancelled by " + order.by() + ": " + order.reason();
        boolean done = withdraw(order.action(), order.digest(), by, now).isPresent()
                || !request(order.action(), order.digest(), by, now, any -> true);
        if (!done) {
            desk.stop(order.action(), by);
        }
    }

    /** Notes the wish that it ends, for whoever acts under the fence. */
    private boolean request(
            ActionId action, ActionDigest digest, String by, Instant now, Predicate<JournalEntry> where) {
        return journal.change(
                        action,
                        present -> where.test(present) && matches(present, digest) && !present.cancelRequested()
                                ? Optional.of(new Change(
                                        Draft.after(present)
                                                .cancelRequested()
                                                .reason(by)
                                                .at(now),
                                        null))
                                : Optional.empty())
                .isPresent();
    }

    private static boolean waits(JournalEntry entry) {
        return entry.state() == ActionState.QUEUED || entry.state() == ActionState.RETRY_WAIT;
    }

    /** Ends what nobody has touched; empty when somebody has. */
    private Optional<JournalEntry> withdraw(ActionId action, ActionDigest digest, String reason, Instant now) {
        boolean _ = journal.isCurrent(action);
        return journal.change(action, present -> {
            if (!waits(present) || !Journal.untouched(present, holder) || !matches(present, digest)) {
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
