package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.Finds;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import java.time.Duration;
import java.util.List;

/** What runs on one server at this moment. */
final class ActivityHandler {
    private static final String STREAM = "activity";

    private ActivityHandler() {}

    static void handle(ActivitySnapshot snapshot, Workspace work, Evaluator evaluator) {
        InstanceState.Draft instance = work.instance(snapshot.header().instance());
        StreamPosition.Next next = StreamPosition.next(instance.streams.get(STREAM), snapshot.header());
        if (next.step() == StreamPosition.Step.DROP) {
            return;
        }
        instance.position(STREAM, next.position());
        instance.identify(snapshot.header());
        instance.progress = snapshot.progress();
        ActivityCase facts =
                new ActivityCase(Views.of(instance, work), snapshot.header().takenAt(), snapshot);
        List<Finds> finds = evaluator.activity(facts);
        instance.horizon = HorizonCause.of(instance.instance, snapshot, finds);
        FindingsDesk desk = new FindingsDesk(work, instance);
        Duration interval = Views.intervals(instance).activity();
        desk.gather(false);
        desk.apply(Scopes.ACTIVITY, finds, interval);
        desk.tell(
                new RollUpScope(Scopes.ACTIVITY + "/", Scopes.ACTIVITY_ROLL_UPS, scope -> null),
                evaluator.rules().rules(),
                interval);
        work.instance(instance);
    }
}
