package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.OpenAction;
import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.snapshot.ProgressFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instance, apart from its large facts.
 *
 * @param target null before its fleet entry was read
 * @param knownSince event time of the first record about it; null for state that was written before this was kept
 * @param heardAt the tick clock when its last instance snapshot came
 * @param unreachableSince the tick clock when attempts began to fail; null while it is reachable
 * @param silenced true while its findings are UNKNOWN for silence or unreachability
 * @param streams position by stream key
 * @param horizon what holds its XID horizon
 * @param progress maintenance running at the last reading
 * @param baselineMillis the canary's usual time; 0 before the first reading
 * @param baselineReadings how many readings it rests on
 * @param statementsAt when statements were read last; null before
 * @param statementsEpoch the mark of their epoch
 * @param pendingStatements deltas of the parts that have come so far
 * @param observers the other servers of its cluster whose use of indexes is known here, by name
 * @param facts what is remembered of its last facts beside them; null before the first
 * @param actions the approved actions that have not ended, by id
 * @param removedRevision the fleet's revision that it left with, kept so that no older target brings it back; 0 while it is watched
 */
public record InstanceState(
        InstanceId instance,
        @Nullable TargetSpec target,
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        @Nullable ServerVersion version,
        @Nullable Instant knownSince,
        long heardAt,
        @Nullable Long unreachableSince,
        boolean silenced,
        Map<String, StreamPosition> streams,
        List<HorizonCause> horizon,
        List<ProgressFacts> progress,
        double baselineMillis,
        long baselineReadings,
        @Nullable Instant statementsAt,
        int statementsEpoch,
        List<StatementDelta> pendingStatements,
        Map<String, Observer> observers,
        @Nullable FactsMemory facts,
        Map<String, OpenAction> actions,
        long removedRevision) {
    public InstanceState {
        actions = Immutable.map(actions);
        streams = Immutable.map(streams);
        horizon = Immutable.list(horizon);
        progress = Immutable.list(progress);
        pendingStatements = Immutable.list(pendingStatements);
        observers = Immutable.map(observers);
    }

    static Draft first(InstanceId instance, long clock, Instant at) {
        Draft draft = new Draft(instance);
        draft.knownSince = at;
        draft.heardAt = clock;
        return draft;
    }

    /** All that stays of an instance that is watched no more. */
    static InstanceState removed(InstanceId instance, long revision) {
        Draft draft = new Draft(instance);
        draft.removedRevision = revision;
        return draft.build();
    }

    boolean isRemoved() {
        return removedRevision > 0;
    }

    Draft draft() {
        return new Draft(this);
    }

    /** Enough for a proposal's target, once the server has identified itself. */
    boolean identified() {
        return target != null && systemIdentifier != null && timeline != null && version != null;
    }

    /** A mutable copy for the handling of one record. Not for more than one thread. */
    static final class Draft {
        final InstanceId instance;

        @Nullable
        TargetSpec target;

        @Nullable
        String systemIdentifier;

        @Nullable
        Integer timeline;

        @Nullable
        ServerVersion version;

        @Nullable
        Instant knownSince;

        long heardAt;

        @Nullable
        Long unreachableSince;

        boolean silenced;
        Map<String, StreamPosition> streams = Map.of();
        List<HorizonCause> horizon = List.of();
        List<ProgressFacts> progress = List.of();
        double baselineMillis;
        long baselineReadings;

        @Nullable
        Instant statementsAt;

        int statementsEpoch;
        List<StatementDelta> pendingStatements = List.of();
        Map<String, Observer> observers = Map.of();

        @Nullable
        FactsMemory facts;

        Map<String, OpenAction> actions = Map.of();
        long removedRevision;

        private Draft(InstanceId instance) {
            this.instance = instance;
        }

        private Draft(InstanceState state) {
            this.instance = state.instance();
            this.target = state.target();
            this.systemIdentifier = state.systemIdentifier();
            this.timeline = state.timeline();
            this.version = state.version();
            this.knownSince = state.knownSince();
            this.heardAt = state.heardAt();
            this.unreachableSince = state.unreachableSince();
            this.silenced = state.silenced();
            this.streams = state.streams();
            this.horizon = state.horizon();
            this.progress = state.progress();
            this.baselineMillis = state.baselineMillis();
            this.baselineReadings = state.baselineReadings();
            this.statementsAt = state.statementsAt();
            this.statementsEpoch = state.statementsEpoch();
            this.pendingStatements = state.pendingStatements();
            this.observers = state.observers();
            this.facts = state.facts();
            this.actions = state.actions();
            this.removedRevision = state.removedRevision();
        }

        /** Takes over how the server identified itself, where it did. */
        void identify(SnapshotHeader header) {
            systemIdentifier = header.systemIdentifier() == null ? systemIdentifier : header.systemIdentifier();
            timeline = header.timeline() == null ? timeline : header.timeline();
            version = header.serverVersion() == null ? version : header.serverVersion();
        }

        void position(String stream, StreamPosition position) {
            Map<String, StreamPosition> changed = new TreeMap<>(streams);
            changed.put(stream, position);
            streams = changed;
        }

        InstanceState build() {
            return new InstanceState(
                    instance,
                    target,
                    systemIdentifier,
                    timeline,
                    version,
                    knownSince,
                    heardAt,
                    unreachableSince,
                    silenced,
                    streams,
                    horizon,
                    progress,
                    baselineMillis,
                    baselineReadings,
                    statementsAt,
                    statementsEpoch,
                    pendingStatements,
                    observers,
                    facts,
                    actions,
                    removedRevision);
        }
    }
}
