package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.FollowedAction;
import dev.tickbird.analyzer.rule.FollowedCase;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.analyzer.rule.ReadingEffect;
import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.analyzer.rule.TableDelta;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.TableCounters;
import dev.tickbird.schemas.snapshot.TableDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;

/** Actions that succeeded not long ago: what became of the statements and tables that they concern. */
final class Followed {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MOST = 100;

    private final InstanceState.Draft instance;
    private final Workspace work;
    private final Evaluator evaluator;
    private final InstanceView view;
    private final Duration adding;

    Followed(InstanceState.Draft instance, Workspace work, Evaluator evaluator) {
        this.instance = instance;
        this.work = work;
        this.evaluator = evaluator;
        this.view = Views.of(instance, work);
        this.adding = evaluator.follows(view);
    }

    /** An action succeeded: it is followed from now on. What takes another one back is not. */
    void begin(Outcome outcome) {
        if (outcome.rule().equals(FollowedAction.RULE)) {
            return;
        }
        Follow.of(outcome, instance, work).ifPresent(action -> {
            work.followed.put(key(action), action);
            all().stream()
                    .sorted(Comparator.comparing((KeyValue<String, FollowedAction> entry) -> entry.value.since())
                            .reversed())
                    .skip(MOST)
                    .forEach(entry -> work.followed.delete(entry.key));
        });
    }

    /** An action succeeded: the one that it took back is followed no more. */
    void takenBack(Outcome outcome) {
        if (outcome.rule().equals(FollowedAction.RULE)) {
            all().stream()
                    .filter(entry -> outcome.what().equals(entry.value.undo()))
                    .forEach(entry -> work.followed.delete(entry.key));
            judge();
        }
    }

    /** What statements did in a window. */
    void statements(List<StatementDelta> deltas) {
        Map<String, double[]> sums = new HashMap<>();
        for (StatementDelta delta : deltas) {
            double[] sum = sums.computeIfAbsent(
                    statement(delta.statement().databaseOid(), delta.statement().queryId()), any -> new double[2]);
            sum[0] += delta.calls();
            sum[1] += delta.millis();
        }
        change(action -> action.with(action.statements().stream()
                .map(effect -> {
                    double[] sum = sums.get(statement(effect.databaseOid(), effect.queryId()));
                    return sum == null ? effect : effect.plus(sum[0], sum[1]);
                })
                .toList()));
    }

    /** How tables were read since the snapshot before. */
    void tables(RelationsSnapshot snapshot, Map<Long, Optional<TableDelta>> deltas) {
        change(action -> {
            for (TableDocument table : snapshot.tables()) {
                if (action.concerns(snapshot.databaseOid(), table.schema(), table.name())) {
                    return after(action, table, snapshot, deltas.getOrDefault(table.oid(), Optional.empty()));
                }
            }
            return action;
        });
    }

    private FollowedAction after(
            FollowedAction action, TableDocument table, RelationsSnapshot snapshot, Optional<TableDelta> delta) {
        FollowedAction changed = action;
        if (action.undo() instanceof DropIndex drop && action.undoOn() == null) {
            changed = table.indexes().stream()
                    .filter(index -> index.name().equals(drop.name()))
                    .findFirst()
                    .map(index -> action.undoneOn(new ObjectIdentity(
                            String.valueOf(snapshot.header().database()),
                            snapshot.databaseOid(),
                            index.oid(),
                            index.definitionHash())))
                    .orElse(action);
        }
        ReadingEffect reading = action.reading();
        TableCounters now = table.counters();
        return reading == null || now == null || delta.isEmpty()
                ? changed
                : changed.with(reading(reading, now, delta.get(), snapshot));
    }

    /** The first window reaches back before the action: it tells what was read until then. */
    private ReadingEffect reading(
            ReadingEffect reading, TableCounters now, TableDelta delta, RelationsSnapshot snapshot) {
        if (reading.rowsPerHourBefore() != null) {
            return reading.plus(delta);
        }
        Instant counted = snapshot.statsReset() == null ? instance.knownSince : snapshot.statsReset();
        Instant until = snapshot.header().takenAt().minus(delta.window());
        return counted == null
                ? reading
                : reading.before(now.sequentialTuples() - delta.sequentialTuples(), Duration.between(counted, until));
    }

    private void change(UnaryOperator<FollowedAction> how) {
        List<KeyValue<String, FollowedAction>> all = all();
        if (all.isEmpty()) {
            return;
        }
        for (KeyValue<String, FollowedAction> entry : all) {
            FollowedAction known = entry.value;
            if (known.since().plus(KEPT).isBefore(work.at())) {
                work.followed.delete(entry.key);
                continue;
            }
            FollowedAction changed = adding(known) ? how.apply(known) : known;
            if (!changed.equals(known)) {
                work.followed.put(entry.key, changed);
            }
        }
        judge();
    }

    /** Later effects are no longer laid at its door. */
    private boolean adding(FollowedAction action) {
        return action.since().plus(adding).isAfter(work.at());
    }

    private void judge() {
        List<FollowedAction> actions = all().stream().map(entry -> entry.value).toList();
        new FindingsDesk(work, instance)
                .apply(
                        Scopes.FOLLOWED,
                        evaluator.followed(new FollowedCase(view, work.at(), actions)),
                        Views.intervals(instance).statements());
    }

    private List<KeyValue<String, FollowedAction>> all() {
        return work.followed.startingWith(instance.instance.value() + "/");
    }

    private String key(FollowedAction action) {
        return instance.instance.value() + "/" + action.id().value();
    }

    private static String statement(long databaseOid, String queryId) {
        return databaseOid + "/" + queryId;
    }
}
