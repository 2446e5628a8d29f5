package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.Finds;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs on one server at this moment. */
public final class ActivityHandler {
    private static final String STREAM = "activity";
    private static final String HORIZON_RULE = "vacuum.horizon";

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
        instance.horizon = causes(instance.instance, snapshot, finds);
        new FindingsDesk(work, instance)
                .apply(Scopes.ACTIVITY, finds, Views.intervals(instance).activity());
        work.instance(instance);
    }

    /** What the tables' findings may point to: not a slot that holds back the system catalogs alone. */
    public static List<HorizonCause> causes(InstanceId instance, ActivitySnapshot activity, List<Finds> finds) {
        return finds.stream()
                .filter(found -> found.rule().id().equals(HORIZON_RULE))
                .flatMap(found -> found.verdicts().stream())
                .filter(Verdict.Problem.class::isInstance)
                .filter(verdict -> !holdsCatalogOnly(verdict.subject(), activity))
                .map(verdict -> new HorizonCause(
                        Finding.id(HORIZON_RULE, instance, verdict.subject()),
                        database(verdict.subject()),
                        verdict.subject().label()))
                .toList();
    }

    private static boolean holdsCatalogOnly(Subject subject, ActivitySnapshot activity) {
        return subject instanceof Subject.Slot slot
                && activity.horizonHolders().stream()
                        .anyMatch(holder -> holder.catalogOnly() && holder.id().equals(slot.name()));
    }

    private static @Nullable String database(Subject subject) {
        return subject.inDatabase();
    }
}
