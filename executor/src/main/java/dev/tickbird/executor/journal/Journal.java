package dev.tickbird.executor.journal;

import dev.tickbird.runtime.kafka.CatchUpException;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What this executor knows of every action of its partitions, and the only way to change it: written first, known afterwards. Safe for
 * use by many threads.
 */
public final class Journal implements AutoCloseable {
    private static final Duration KEPT_AFTER_END = Duration.ofDays(30);

    private final Transactions transactions;
    private final Events events;
    private final Mirror<JournalEntry> mirror;
    private final Chains chains;
    private final Map<ActionId, JournalEntry> entries = new ConcurrentHashMap<>();
    /** Actions of which a thread of ours runs the statement: their partition may be lost meanwhile, and they are still ended here. */
    private final Set<ActionId> held = ConcurrentHashMap.newKeySet();

    /** A transaction failed and may have been committed all the same. */
    private boolean uncertain;

    public Journal(Transactions transactions, Events events, Mirror<JournalEntry> mirror, Chains chains) {
        this.transactions = transactions;
        this.events = events;
        this.mirror = mirror;
        this.chains = chains;
    }

    /** Takes over these partitions and no others: reads them to their end. */
    public synchronized void own(Collection<Integer> partitions) {
        transactions.begin();
        mirror.own(partitions);
        entries.keySet().removeIf(action -> !held.contains(action));
        mirror.readToEnd();
        uncertain = false;
        chains.own(
                partitions,
                entries.values().stream().map(JournalEntry::instance).toList());
        mirror.all().values().forEach(entry -> {
            if (!held.contains(entry.action())) {
                entries.put(entry.action(), entry);
            }
        });
    }

    public Optional<JournalEntry> find(ActionId action) {
        return Optional.ofNullable(entries.get(action));
    }

    /** Those that have not ended, oldest first. */
    public List<JournalEntry> open() {
        return entries.values().stream()
                .filter(entry -> !entry.state().terminal())
                .sorted(Comparator.comparing(JournalEntry::at))
                .toList();
    }

    public List<JournalEntry> all() {
        return List.copyOf(entries.values());
    }

    /**
     * Makes the next entry of an action from the present one and writes it, if the action has not ended. An illegal transition throws.
     *
     * @return the written entry; empty when the action is unknown or has ended, or when there is nothing to change
     */
    public synchronized Optional<JournalEntry> change(ActionId action, Function<JournalEntry, Optional<Change>> step) {
        JournalEntry present = entries.get(action);
        if (present == null || present.state().terminal()) {
            return Optional.empty();
        }
        Optional<Change> change = step.apply(present);
        change.ifPresent(made -> {
            if (made.next().state() != present.state()) {
                present.state().become(made.next().state());
            }
            write(List.of(made), List.of(), batch -> {});
            entries.put(action, made.next());
        });
        return change.map(Change::next);
    }

    /** Writes what an order led to together with what else belongs to the same transaction, such as the order's offset. */
    public synchronized void begin(List<Change> changes, Transactions.Content more) {
        write(changes, List.of(), more);
        changes.forEach(change -> entries.put(change.next().action(), change.next()));
    }

    /** Writes an outcome that no entry goes with, as of a refused order. */
    public synchronized void tell(Outcome outcome, Transactions.Content more) {
        write(List.of(), List.of(outcome), more);
    }

    /** Every outcome takes its place in the chain: each transaction goes on where the last one that is on the topic ended. */
    private void write(List<Change> changes, List<Outcome> told, Transactions.Content more) {
        if (uncertain) {
            findOut();
        }
        List<Outcome> outcomes = new ArrayList<>(told);
        changes.stream().map(Change::outcome).filter(Objects::nonNull).forEach(outcomes::add);
        Chains.Linking linking = chains.linking();
        List<Outcome> linked = outcomes.stream()
                .map(outcome -> linking.link(outcome).outcome())
                .toList();
        try {
            transactions.write(batch -> {
                changes.forEach(change -> batch.add(events.record(Topic.JOURNAL, key(change.next()), change.next())));
                linked.forEach(outcome -> batch.add(events.record(Topic.OUTCOMES, key(outcome), outcome)));
                linking.heads()
                        .forEach(last -> batch.add(
                                events.record(Topic.CHAINS, last.head().key(), new Signed(last.jws()))));
                more.fill(batch);
            });
        } catch (KafkaException e) {
            uncertain = true;
            throw e;
        }
        linking.written();
        if (outcomes.stream().anyMatch(outcome -> outcome.state().terminal())) {
            chains.anchor();
        }
    }

    /** Nothing is written before it is known what the last transaction left on the topic: the chain must not fork. */
    private void findOut() {
        transactions.begin();
        try {
            chains.catchUp();
        } catch (CatchUpException e) {
            throw new KafkaException("the chain of outcomes cannot be read", e);
        }
        uncertain = false;
    }

    private static String key(Outcome outcome) {
        return Partitions.key(outcome.instance().value(), outcome.action().value());
    }

    private static String key(JournalEntry entry) {
        return Partitions.key(entry.instance().value(), entry.action().value());
    }

    /**
     * Reads the topic to its end and takes over what another executor wrote of the action meanwhile: one that had the partition before
     * ends what it runs, and one that lost it may not know yet.
     *
     * @return false when something was taken over, or when the partition is not ours any more
     */
    public boolean isCurrent(ActionId action) {
        JournalEntry known = entries.get(action);
        mirror.readToEnd();
        JournalEntry last = known == null ? null : mirror.find(key(known)).orElse(null);
        return known != null && (known.equals(last) || !adopt(known, last));
    }

    /** False when a thread of ours has written meanwhile: then nothing is taken over, and what it wrote is current. */
    private synchronized boolean adopt(JournalEntry known, @Nullable JournalEntry last) {
        return last == null ? entries.remove(known.action(), known) : entries.replace(known.action(), known, last);
    }

    /** Whether this entry is the last of its action in the topic itself, read to its end now. */
    public boolean isLast(JournalEntry entry) {
        mirror.readToEnd();
        return mirror.find(key(entry)).filter(entry::equals).isPresent();
    }

    /**
     * Whether an action that waits may be ended by a word alone. Not when it has begun to run once, since it may have left something; nor
     * when another executor has claimed it, since that one may be about to run it: such an action is ended under the fence.
     */
    public static boolean untouched(JournalEntry entry, String holder) {
        return entry.backendPid() == null && !claimedByAnother(entry, holder);
    }

    /** Whether another executor, or an earlier process of this one, was the last to claim it: it may be at work, or gone. */
    public static boolean claimedByAnother(JournalEntry entry, String holder) {
        return entry.holder() != null && !entry.holder().equals(holder);
    }

    /** From now on the action is ended here, whatever becomes of its partition. */
    public void hold(ActionId action) {
        held.add(action);
    }

    public void release(ActionId action) {
        held.remove(action);
    }

    /** Removes what ended long ago. */
    public synchronized void forgetEnded(Instant now) {
        List<JournalEntry> old = new ArrayList<>();
        entries.values().forEach(entry -> {
            if (entry.state().terminal() && entry.at().plus(KEPT_AFTER_END).isBefore(now)) {
                old.add(entry);
            }
        });
        if (old.isEmpty()) {
            return;
        }
        write(
                List.of(),
                List.of(),
                batch -> old.forEach(entry -> batch.add(events.tombstone(Topic.JOURNAL, key(entry)))));
        old.forEach(entry -> entries.remove(entry.action()));
    }

    @Override
    public void close() {
        mirror.close();
        chains.close();
        transactions.close();
    }
}
