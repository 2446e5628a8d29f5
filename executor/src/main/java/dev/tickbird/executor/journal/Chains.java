package dev.tickbird.executor.journal;

import dev.tickbird.runtime.audit.AnchorFile;
import dev.tickbird.runtime.audit.AnchorLine;
import dev.tickbird.runtime.audit.Anchors;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.runtime.audit.OutcomeSigner;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.health.Condition;
import dev.tickbird.runtime.health.HealthCheck;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This executor's chains of outcomes, one for each instance: the next link of each, their heads on the topic {@code chains} and in the
 * anchor, and what speaks against running anything. Safe for use by many threads.
 */
public final class Chains implements HealthCheck, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chains.class);

    /** Less than the topic keeps outcomes: what is older may be gone in good order. */
    private static final Duration KEPT =
            Topic.OUTCOMES.retention().orElseThrow().minus(Duration.ofDays(10));

    private final Supplier<OutcomeTail> tails;
    private final Mirror<Signed> mirror;
    private final int partitions;
    private final ChainBook book;
    private final @Nullable AnchorFile anchor;
    private final InstantSource clock;
    private Set<Integer> owned = Set.of();
    private @Nullable String anchorFailure;

    /**
     * Knows nothing until {@link #own}.
     *
     * @param anchor null: history is compared with nothing outside Kafka
     */
    public Chains(
            KafkaClients clients,
            HeadReader reader,
            OutcomeSigner signer,
            @Nullable AnchorFile anchor,
            InstantSource clock) {
        this.tails = () -> new OutcomeTail(clients);
        this.mirror = new Mirror<>(clients, Topic.CHAINS, Signed.class);
        this.partitions = clients.settings().partitions(Topic.CHAINS);
        this.book = new ChainBook(reader, signer);
        this.anchor = anchor;
        this.clock = clock;
    }

    /** Without an anchor, over readings that come from elsewhere. */
    public Chains(Mirror<Signed> mirror, int partitions, HeadReader reader, OutcomeSigner signer, InstantSource clock) {
        this.tails = () -> {
            throw new IllegalStateException("without an anchor nothing is looked for");
        };
        this.mirror = mirror;
        this.partitions = partitions;
        this.book = new ChainBook(reader, signer);
        this.anchor = null;
        this.clock = clock;
    }

    /** Takes over these partitions; of the others, those of instances on which something of ours is still under way. */
    synchronized void own(Collection<Integer> assigned, Collection<InstanceId> held) {
        owned = held.stream().map(instance -> partition(instance.value())).collect(Collectors.toSet());
        owned.addAll(assigned);
        mirror.own(owned);
        catchUp();
        if (anchor != null) {
            block(book.lost(this::lost, anchor.read(), clock.instant()));
        }
    }

    /** Heads of owned instances whose outcomes are gone from their topic. */
    private Set<ChainHead> lost(Collection<ChainHead> heads) {
        Map<Integer, List<ChainHead>> divided = heads.stream()
                .filter(head -> owned.contains(partition(head.key())))
                .collect(Collectors.groupingBy(head -> partition(head.key())));
        Set<ChainHead> lost = new HashSet<>();
        try (OutcomeTail tail = tails.get()) {
            divided.forEach((number, those) ->
                    lost.addAll(tail.lost(number, those, clock.instant().minus(KEPT))));
        }
        return lost;
    }

    /** Reads what is on the topic, after a transaction of which nobody knows whether it was committed. */
    synchronized void catchUp() {
        mirror.readToEnd();
        compare(anchor == null ? new Anchors() : anchor.read());
    }

    private void compare(Anchors anchors) {
        block(book.compare(mirror.all(), key -> owned.contains(partition(key)), anchors, clock.instant()));
    }

    /** What was found is written down first: the next start would find nothing, since outcomes that wait make the chain longer. */
    private void block(List<AnchorLine> lines) {
        if (!lines.isEmpty() && anchor != null) {
            anchor.append(lines);
        }
        lines.forEach(line -> LOG.error("nothing runs on {}: {}", line.instance(), line.blocked()));
    }

    private int partition(String key) {
        return Partitions.of(key, partitions);
    }

    /** Links outcomes that belong to one transaction. */
    synchronized Linking linking() {
        return new Linking();
    }

    /** Outcomes in their places; they are part of the chain once {@link #written} was called. */
    final class Linking {
        private final Map<InstanceId, OutcomeSigner.Linked> last = new HashMap<>();

        OutcomeSigner.Linked link(Outcome outcome) {
            synchronized (Chains.this) {
                OutcomeSigner.Linked before = last.get(outcome.instance());
                OutcomeSigner.Linked linked = book.after(before == null ? null : before.head(), outcome);
                last.put(outcome.instance(), linked);
                return linked;
            }
        }

        Collection<OutcomeSigner.Linked> heads() {
            return last.values();
        }

        void written() {
            synchronized (Chains.this) {
                last.values().forEach(linked -> book.written(linked.head()));
            }
        }
    }

    /** Why nothing may run on the instance, with what ends it; empty when something may. Looks whether somebody accepted it. */
    public synchronized Optional<String> objection(InstanceId instance) {
        if (book.blocked().containsKey(instance) && anchor != null) {
            catchUp();
            if (!book.blocked().containsKey(instance)) {
                LOG.info("the history of {} is accepted: actions run again", instance);
            }
        }
        return Optional.ofNullable(book.blocked().get(instance)).map(this::withRemedy);
    }

    private String withRemedy(String reason) {
        return anchor == null
                ? reason
                : reason + ". When you know why: tickbird audit accept --anchor " + anchor.path()
                        + " --instance NAME --reason TEXT";
    }

    /** How many instances nothing may run on. */
    public synchronized int blocked() {
        return book.blocked().size();
    }

    /** Writes down outside Kafka how far the chains have come. What cannot be written is tried again. */
    public synchronized void anchor() {
        if (anchor == null) {
            return;
        }
        List<AnchorLine> lines = new ArrayList<>();
        List<ChainHead> heads = book.unanchored();
        heads.forEach(head -> lines.add(AnchorLine.head(head, clock.instant())));
        if (lines.isEmpty()) {
            return;
        }
        try {
            anchor.append(lines);
            heads.forEach(book::anchored);
            anchorFailure = null;
        } catch (ConfigurationException e) {
            if (anchorFailure == null) {
                LOG.error("the chains of outcomes cannot be anchored: {}", e.getMessage());
            }
            anchorFailure = String.valueOf(e.getMessage());
        }
    }

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public synchronized Condition condition() {
        if (anchorFailure != null) {
            return Condition.down(anchorFailure);
        }
        return book.blocked().isEmpty()
                ? Condition.UP
                : Condition.down(book.blocked().entrySet().stream()
                        .map(entry -> "nothing runs on " + entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("; ")));
    }

    @Override
    public synchronized void close() {
        anchor();
        mirror.close();
    }
}
