package dev.tickbird.executor.simulation;

import dev.tickbird.executor.journal.Mirror;
import dev.tickbird.runtime.kafka.CatchUpException;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Codec;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A broker with one partition of each topic: transactions that fence zombies, a group that moves its partition, silence now and then. */
final class SimBus {
    static final String ORDERS = "tickbird.approved-actions";
    private static final Duration SILENCE = Duration.ofSeconds(5);

    final List<ConsumerRecord<String, byte[]>> orders = new ArrayList<>();
    final List<JournalEntry> journaled = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final World world;
    private final Flaw flaw;
    private final List<String> writers = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> journal = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> chains = new ArrayList<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    boolean up = true;
    double forgetful;
    long committed;

    @Nullable
    SimExecutor owner;

    int generation;

    SimBus(World world, Flaw flaw) {
        this.world = world;
        this.flaw = flaw;
    }

    /** The group gives the partition to this member. */
    void assign(SimExecutor to) {
        owner = to;
        generation++;
        to.wake();
    }

    void order(String key, byte[] value) {
        orders.add(new ConsumerRecord<>(ORDERS, 0, orders.size(), key, value));
    }

    Producer<String, byte[]> producer(SimExecutor by, String transactionalId) {
        Writer writer = new Writer(by, transactionalId);
        @SuppressWarnings("unchecked")
        Producer<String, byte[]> producer = (Producer<String, byte[]>) Proxy.newProxyInstance(
                SimBus.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "initTransactions" -> writer.init();
                    case "beginTransaction" -> writer.begin();
                    case "send" -> writer.send((ProducerRecord<?, ?>) arguments[0]);
                    case "sendOffsetsToTransaction" ->
                        writer.offsets((Map<?, ?>) arguments[0], (ConsumerGroupMetadata) arguments[1]);
                    case "commitTransaction" -> writer.commit();
                    case "close" -> null;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
        return producer;
    }

    private void hear(Duration patience, SimExecutor by) {
        by.living();
        // Reading to the end and the write just after it are one step here: what that leaves open is in DESIGN.md.
        if (!by.fresh) {
            world.pauseLocked(world.chance(0.2) ? world.between(0, 20) : Duration.ZERO);
        }
        if (!up) {
            world.pauseLocked(patience);
            if (!up) {
                throw new TimeoutException("the broker does not answer");
            }
        }
    }

    private final class Writer {
        private final SimExecutor by;
        private final String id;
        private final List<ProducerRecord<?, ?>> batch = new ArrayList<>();
        private int epoch;
        private long offset = -1;
        private boolean applied;

        Writer(SimExecutor by, String id) {
            this.by = by;
            this.id = id;
        }

        @Nullable
        Object init() {
            hear(SILENCE, by);
            epoch = epochs.merge(id, 1, Integer::sum);
            return null;
        }

        @Nullable
        Object begin() {
            by.living();
            batch.clear();
            offset = -1;
            applied = false;
            return null;
        }

        @Nullable
        Object send(ProducerRecord<?, ?> record) {
            batch.add(record);
            return null;
        }

        @Nullable
        Object offsets(Map<?, ?> offsets, ConsumerGroupMetadata group) {
            for (Object value : offsets.values()) {
                offset = ((OffsetAndMetadata) value).offset();
            }
            if (owner == null
                    || group.generationId() != generation
                    || !group.memberId().equals(owner.member())) {
                throw new CommitFailedException("the member was removed from the group");
            }
            return null;
        }

        @Nullable
        Object commit() {
            hear(SILENCE, by);
            if (!applied) {
                if (epochs.getOrDefault(id, 0) != epoch) {
                    throw new ProducerFencedException("a newer producer has this transactional id");
                }
                apply();
            }
            if (world.chance(forgetful)) {
                if (world.chance(0.3)) {
                    up = false;
                    world.after(world.between(8000, 30_000), () -> up = true);
                    world.tell("bus: goes silent after a commit");
                }
                throw new TimeoutException("the answer to the commit was lost");
            }
            world.pauseLocked(Duration.ZERO);
            return null;
        }

        private void apply() {
            applied = true;
            by.fresh = false;
            if (offset >= 0) {
                committed = offset;
            }
            for (ProducerRecord<?, ?> record : batch) {
                byte[] value = (byte[]) record.value();
                if (record.topic().endsWith("journal") && value != null) {
                    JournalEntry entry = Codec.decode(value, JournalEntry.class);
                    journal.add(new ConsumerRecord<>(record.topic(), 0, journal.size(), (String) record.key(), value));
                    journaled.add(entry);
                    writers.add(by.name());
                    world.tell("journal: " + entry.action().value().substring(0, 8) + " " + entry.state() + " attempt "
                            + entry.attempt() + " step " + entry.step() + " by " + by.name() + " epoch "
                            + entry.epoch() + (entry.reason() == null ? "" : ": " + entry.reason()));
                } else if (record.topic().endsWith("chains") && value != null) {
                    chains.add(new ConsumerRecord<>(record.topic(), 0, chains.size(), (String) record.key(), value));
                } else if (record.topic().endsWith("outcomes") && value != null) {
                    outcomes.add(Codec.decode(value, Outcome.class));
                }
            }
        }
    }

    Mirror.Reading journalReading(SimExecutor by) {
        return new Reading(
                by,
                journal,
                position -> flaw == Flaw.BLIND_JOURNAL && !writers.get(position).equals(by.name()),
                () -> by.fresh = true);
    }

    Mirror.Reading chainsReading(SimExecutor by) {
        return new Reading(by, chains, position -> false, () -> {});
    }

    private final class Reading implements Mirror.Reading {
        private final SimExecutor by;
        private final List<ConsumerRecord<String, byte[]>> records;
        private final IntPredicate blind;
        private final Runnable read;
        private int position;
        private boolean begun;

        Reading(SimExecutor by, List<ConsumerRecord<String, byte[]>> records, IntPredicate blind, Runnable read) {
            this.by = by;
            this.records = records;
            this.blind = blind;
            this.read = read;
        }

        @Override
        public void readToEnd(PartitionReader.Handler handler, Duration limit) {
            try {
                hear(limit, by);
            } catch (TimeoutException e) {
                throw new CatchUpException("not read to the end", e);
            }
            read.run();
            for (; position < records.size(); position++) {
                if (!(begun && blind.test(position))) {
                    handler.handle(records.get(position));
                }
            }
            begun = true;
        }

        @Override
        public void close() {
            position = 0;
        }
    }
}
