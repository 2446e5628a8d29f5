package dev.tickbird.executor.run;

import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.journal.Effects;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.postgres.CredentialException;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.runtime.kafka.CatchUpException;
import dev.tickbird.schemas.action.UnrecognizedAction;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes open actions up, one at a time for each instance, each instance on a thread of its own. */
public final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Toolbox tools;
    private final Map<InstanceId, Worker> workers = new ConcurrentHashMap<>();
    private final Map<ActionId, Running> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Desk(Toolbox tools) {
        this.tools = tools;
    }

    /** Looks at everything that is open: after an assignment, or when something new came. */
    public void wake() {
        tools.journal().open().stream().map(JournalEntry::instance).distinct().forEach(this::wake);
    }

    private void wake(InstanceId instance) {
        if (!closed) {
            workers.computeIfAbsent(instance, Worker::new).wake();
        }
    }

    /** Ends the action's statement if it runs. */
    public void stop(ActionId action, String reason) {
        Running now = running.get(action);
        if (now != null) {
            now.stop(new Stop.Asked(reason));
        }
    }

    /** How many actions are looked at or run in this moment. */
    public int busy() {
        return running.size();
    }

    private Next look(JournalEntry entry) throws InterruptedException {
        Running handle = new Running();
        running.put(entry.action(), handle);
        tools.journal().hold(entry.action());
        try {
            return attempt(entry, handle);
        } catch (SQLException | CredentialException e) {
            return unreachable(entry, e);
        } catch (CatchUpException | KafkaException e) {
            LOG.warn("{} is not begun while Kafka does not answer: {}", entry.action(), e.getMessage());
            return soon();
        } finally {
            running.remove(entry.action());
            tools.journal().release(entry.action());
        }
    }

    private Next attempt(JournalEntry entry, Running handle) throws SQLException, InterruptedException {
        Optional<Order.Run> words = Intake.words(entry.order());
        if (words.isEmpty()) {
            LOG.error("the journal entry of {} holds no order that can be read: it stays where it is", entry.action());
            return soon();
        }
        Order.Run order = words.get();
        Chronicle chronicle = new Chronicle(tools, order);
        Instant now = tools.clock().instant();
        Ending ending = waiting(entry) ? Ending.of(entry, order, now).orElse(null) : null;
        if (ending != null && Journal.untouched(entry, tools.holder())) {
            return chronicle.end(ending.state(), ending.reason(), Effects.NONE);
        }
        Optional<TargetSpec> target = tools.fleet().target(entry.instance());
        if (target.isEmpty()) {
            return chronicle.waitFor("the signed fleet has no instance " + entry.instance(), later());
        }
        if (tools.fleet().policy().revision() == 0) {
            return chronicle.waitFor("the topic config holds no signed fleet policy", later());
        }
        Optional<String> cut = tools.chains().objection(entry.instance());
        if (cut.isPresent()) {
            return chronicle.waitFor(cut.get(), later());
        }
        Optional<String> objection = waiting(entry) && ending == null
                ? tools.intake().reconsider(entry.order(), target.get(), tools.fleet(), now)
                : Optional.empty();
        boolean trusted =
                tools.intake().reread(entry.order()).filter(order::equals).isPresent();
        if (objection.isPresent() && !(trusted && mayTidy(entry, order, target.get()))) {
            return chronicle.end(ActionState.FAILED, objection.get(), Effects.NONE);
        }
        if (objection.isPresent()) {
            ending = new Ending(ActionState.FAILED, objection.get());
        }
        if (!trusted) {
            LOG.error("the order of {}, which is under way, is not signed by a trusted key any more", entry.action());
            return soon();
        }
        return new Attempt(tools, order, entry, new Scene(tools, order, target.get())).make(handle, ending);
    }

    /** Whether it began once, and the fleet file and executor.yml still let what it left be removed. */
    private boolean mayTidy(JournalEntry entry, Order.Run order, TargetSpec target) {
        return entry.backendPid() != null
                && !(order.what() instanceof UnrecognizedAction)
                && new Scene(tools, order, target).open();
    }

    private static boolean waiting(JournalEntry entry) {
        return entry.state() == ActionState.QUEUED || entry.state() == ActionState.RETRY_WAIT;
    }

    private Next unreachable(JournalEntry entry, Exception failure) {
        PostgresFailure kind = PostgresFailure.of(failure);
        String reason = failure instanceof CredentialException
                ? String.valueOf(failure.getMessage())
                : kind.sentence() + (failure instanceof SQLException sql ? " (" + ActionSession.words(sql) + ")" : "");
        LOG.debug("{} could not be looked at", entry.action(), failure);
        try {
            tools.intake()
                    .reread(entry.order())
                    .ifPresent(order -> new Chronicle(tools, order).waitFor(reason, later()));
        } catch (CatchUpException | KafkaException e) {
            LOG.warn("that {} waits cannot be written: {}", entry.action(), e.getMessage());
        }
        return new Next.Again(later());
    }

    private Next soon() {
        return new Next.Again(later());
    }

    private Instant later() {
        return tools.clock().instant().plus(tools.guards().lookAgain());
    }

    /** Looks after one instance until nothing is open there. */
    private final class Worker {
        private final InstanceId instance;
        private final Map<ActionId, Instant> again = new ConcurrentHashMap<>();
        private final Map<ActionId, Rank> ranks = new ConcurrentHashMap<>();
        private final Pace.Bell news = tools.pace().bell();
        private final Pace.Task task;
        private volatile @Nullable ActionId current;
        private long policy = -1;

        Worker(InstanceId instance) {
            this.instance = instance;
            this.task = tools.pace().start("actions-" + instance, this::work);
        }

        void wake() {
            news.ring();
            ActionId now = current;
            if (now != null && makesWay(now) && open().stream().anyMatch(this::isEmergency)) {
                Running busy = running.get(now);
                if (busy != null) {
                    busy.stop(new Stop.NotNow("an emergency on the instance goes first"));
                }
            }
        }

        private boolean isEmergency(JournalEntry entry) {
            return waiting(entry) && isDue(entry) && rank(entry).priority() == Priority.EMERGENCY;
        }

        private boolean makesWay(ActionId action) {
            return tools.journal()
                    .find(action)
                    .filter(entry -> rank(entry).priority() != Priority.EMERGENCY)
                    .isPresent();
        }

        private void work() {
            try {
                while (!closed) {
                    List<JournalEntry> open = open();
                    heed(open);
                    Optional<JournalEntry> due =
                            open.stream().filter(this::isDue).findFirst();
                    if (due.isPresent()) {
                        look(due.get());
                    } else if (!open.isEmpty()) {
                        boolean _ = news.await(LONGEST_SLEEP);
                    } else {
                        again.clear();
                        ranks.clear();
                        news.await();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Under another policy a freeze may be over, or a window open: whatever waits is looked at again. */
        private void heed(List<JournalEntry> open) {
            long now = tools.fleet().policy().revision();
            if (now != policy) {
                policy = now;
                open.stream().filter(Desk::waiting).forEach(entry -> again.put(entry.action(), Instant.EPOCH));
            }
        }

        private List<JournalEntry> open() {
            return tools.journal().open().stream()
                    .filter(entry -> entry.instance().equals(instance))
                    .sorted(Comparator.comparing(this::rank))
                    .toList();
        }

        private Rank rank(JournalEntry entry) {
            return ranks.computeIfAbsent(entry.action(), any -> Rank.of(entry));
        }

        private boolean isDue(JournalEntry entry) {
            Instant at = again.getOrDefault(entry.action(), entry.notBefore());
            return at == null || !at.isAfter(tools.clock().instant());
        }

        private void look(JournalEntry entry) throws InterruptedException {
            current = entry.action();
            try {
                switch (Desk.this.look(entry)) {
                    case Next.Done() -> again.remove(entry.action());
                    case Next.Again(Instant at) -> again.put(entry.action(), at);
                }
            } catch (RuntimeException e) {
                LOG.error("{} met a fault of ours and is looked at again", entry.action(), e);
                again.put(entry.action(), later());
            } finally {
                current = null;
            }
        }
    }

    /** What goes first: the urgent, then what was ordered first. */
    private record Rank(Priority priority, Instant orderedAt, ActionId action) implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER = Comparator.comparing(Rank::priority)
                .thenComparing(Rank::orderedAt)
                .thenComparing(rank -> rank.action().value());

        static Rank of(JournalEntry entry) {
            return Intake.words(entry.order())
                    .map(order -> new Rank(Priority.of(order.what()), order.issuedAt(), entry.action()))
                    .orElseGet(() -> new Rank(Priority.ORDINARY, Instant.MAX, entry.action()));
        }

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }

    /** Nothing new begins; what runs is cancelled and put off, and what does not end in time is found again after the next start. */
    @Override
    public void close() {
        closed = true;
        running.values().forEach(now -> now.stop(new Stop.NotNow("the executor was stopped")));
        workers.values().forEach(Worker::wake);
        long deadline = tools.pace().nanos() + STOP_LIMIT.toNanos();
        try {
            for (Worker worker : workers.values()) {
                long left = Math.max(1, deadline - tools.pace().nanos());
                if (!worker.task.join(Duration.ofNanos(left))) {
                    worker.task.interrupt();
                    boolean _ = worker.task.join(LONGEST_SLEEP);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
