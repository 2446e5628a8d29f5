package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.history.HistoryCodec;
import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.analyzer.lifecycle.Tracked;
import dev.tickbird.analyzer.rule.FollowedAction;
import dev.tickbird.analyzer.rule.ScheduledTable;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.StatementCounters;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state of one task. Keys begin with the instance, so that all of one instance lies together. */
record Stores(
        KeyValueStore<String, TickClock> clock,
        KeyValueStore<String, InstanceState> instances,
        KeyValueStore<String, InstanceFacts> facts,
        KeyValueStore<String, DatabaseState> databases,
        KeyValueStore<String, TableHistory> tables,
        KeyValueStore<String, SequenceReading> sequences,
        KeyValueStore<String, StatementCounters> statements,
        KeyValueStore<String, Workload> workloads,
        KeyValueStore<String, PlanMemory> plans,
        KeyValueStore<String, FollowedAction> followed,
        KeyValueStore<String, Tracked> findings,
        KeyValueStore<String, Proposal> proposals,
        KeyValueStore<String, ScheduledTable> scheduled,
        KeyValueStore<String, Answer> answers) {
    private static final String CLOCK = "clock";
    private static final String INSTANCES = "instances";
    private static final String FACTS = "facts";
    private static final String DATABASES = "databases";
    private static final String TABLES = "tables";
    private static final String SEQUENCES = "sequences";
    private static final String STATEMENTS = "statements";
    private static final String WORKLOADS = "workloads";
    private static final String PLANS = "plans";
    private static final String FOLLOWED = "followed";
    private static final String FINDINGS = "findings";
    private static final String PROPOSALS = "proposals";
    private static final String SCHEDULED = "scheduled";
    private static final String ANSWERS = "answers";

    static Set<StoreBuilder<?>> builders() {
        return Set.of(
                builder(CLOCK, StateSerde.json(TickClock.class)),
                builder(INSTANCES, StateSerde.json(InstanceState.class)),
                builder(FACTS, StateSerde.json(InstanceFacts.class)),
                builder(DATABASES, StateSerde.json(DatabaseState.class)),
                builder(TABLES, StateSerde.binary(HistoryCodec::encode, HistoryCodec::decode)),
                builder(SEQUENCES, StateSerde.json(SequenceReading.class)),
                builder(STATEMENTS, StateSerde.json(StatementCounters.class)),
                builder(WORKLOADS, StateSerde.json(Workload.class)),
                builder(PLANS, StateSerde.json(PlanMemory.class)),
                builder(FOLLOWED, StateSerde.json(FollowedAction.class)),
                builder(FINDINGS, StateSerde.json(Tracked.class)),
                builder(PROPOSALS, StateSerde.json(Proposal.class)),
                builder(SCHEDULED, StateSerde.json(ScheduledTable.class)),
                builder(ANSWERS, StateSerde.json(Answer.class)));
    }

    static Stores of(ProcessorContext<String, byte[]> context) {
        return new Stores(
                context.getStateStore(CLOCK),
                context.getStateStore(INSTANCES),
                context.getStateStore(FACTS),
                context.getStateStore(DATABASES),
                context.getStateStore(TABLES),
                context.getStateStore(SEQUENCES),
                context.getStateStore(STATEMENTS),
                context.getStateStore(WORKLOADS),
                context.getStateStore(PLANS),
                context.getStateStore(FOLLOWED),
                context.getStateStore(FINDINGS),
                context.getStateStore(PROPOSALS),
                context.getStateStore(SCHEDULED),
                context.getStateStore(ANSWERS));
    }

    private static <T> StoreBuilder<KeyValueStore<String, T>> builder(String name, Serde<T> value) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), Serdes.String(), value);
    }
}
