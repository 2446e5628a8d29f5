package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.analyzer.lifecycle.Tracked;
import dev.tickbird.analyzer.rule.FollowedAction;
import dev.tickbird.analyzer.rule.ScheduledTable;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.wire.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The handling of one record: what it reads, what it will change and what it will send. Not for more than one thread. */
final class Workspace {
    final Pending<TickClock> clocks;
    final Pending<InstanceState> instances;
    final Pending<InstanceFacts> facts;
    final Pending<DatabaseState> databases;
    final Pending<TableHistory> tables;
    final Pending<SequenceReading> sequences;
    final Pending<StatementCounters> statements;
    final Pending<Workload> workloads;
    final Pending<PlanMemory> plans;
    final Pending<FollowedAction> followed;
    final Pending<Tracked> findings;
    final Pending<Proposal> proposals;
    final Pending<ScheduledTable> scheduled;
    final Pending<Answer> answers;
    private final String partition;
    private final Instant at;
    private final FleetPolicy policy;
    private final List<Emission> emissions = new ArrayList<>();

    /**
     * Begins with nothing changed.
     *
     * @param at the record's timestamp
     * @param policy what the fleet file says beside its instances
     */
    Workspace(Stores stores, int partition, Instant at, FleetPolicy policy) {
        this.clocks = new Pending<>(stores.clock());
        this.instances = new Pending<>(stores.instances());
        this.facts = new Pending<>(stores.facts());
        this.databases = new Pending<>(stores.databases());
        this.tables = new Pending<>(stores.tables());
        this.sequences = new Pending<>(stores.sequences());
        this.statements = new Pending<>(stores.statements());
        this.workloads = new Pending<>(stores.workloads());
        this.plans = new Pending<>(stores.plans());
        this.followed = new Pending<>(stores.followed());
        this.findings = new Pending<>(stores.findings());
        this.proposals = new Pending<>(stores.proposals());
        this.scheduled = new Pending<>(stores.scheduled());
        this.answers = new Pending<>(stores.answers());
        this.partition = Integer.toString(partition);
        this.at = at;
        this.policy = policy;
    }

    Instant at() {
        return at;
    }

    FleetPolicy policy() {
        return policy;
    }

    /** Until when an instance counts as new; null when it no longer does. */
    @Nullable
    Instant quietUntil(@Nullable Instant knownSince) {
        Instant until = knownSince == null ? null : knownSince.plus(policy.newInstanceQuiet());
        return until == null || !until.isAfter(at) ? null : until;
    }

    TickClock clock() {
        TickClock clock = clocks.get(partition);
        return clock == null ? TickClock.ZERO : clock;
    }

    void clock(TickClock clock) {
        clocks.put(partition, clock);
    }

    InstanceState.Draft instance(InstanceId instance) {
        InstanceState state = instances.get(instance.value());
        return state == null ? InstanceState.first(instance, clock().millis(), at) : state.draft();
    }

    void instance(InstanceState.Draft draft) {
        instances.put(draft.instance.value(), draft.build());
    }

    void emit(Topic topic, String key, @Nullable Object value) {
        emissions.add(new Emission(topic, key, value));
    }

    List<Emission> emissions() {
        return emissions;
    }

    /** Writes all changes; the findings' and the scheduled tables' are told one by one. */
    void flush(
            BiConsumer<String, Optional<Tracked>> changedFinding,
            BiConsumer<String, Optional<ScheduledTable>> changedSchedule) {
        findings.changes(changedFinding);
        scheduled.changes(changedSchedule);
        clocks.flush();
        instances.flush();
        facts.flush();
        databases.flush();
        tables.flush();
        sequences.flush();
        statements.flush();
        workloads.flush();
        plans.flush();
        followed.flush();
        findings.flush();
        proposals.flush();
        scheduled.flush();
        answers.flush();
    }
}
