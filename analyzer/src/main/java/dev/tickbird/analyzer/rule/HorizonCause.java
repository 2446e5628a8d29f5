package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open {@code vacuum.horizon} finding, as the tables that suffer from it see it.
 *
 * @param database null when it holds back every database
 * @param holder for people, e.g. {@code session 4711}
 * @param age transactions that it holds back; null from a writer that did not say
 */
public record HorizonCause(
        FindingId finding,
        @Nullable String database,
        String holder,
        @Nullable Long age) {
    /** The measure that says it. */
    public static final String AGE = "horizon.age";

    private static final String RULE = "vacuum.horizon";

    /** What the tables' findings may point to: not a slot that holds back the system catalogs alone. */
    public static List<HorizonCause> of(InstanceId instance, ActivitySnapshot activity, List<Finds> finds) {
        return finds.stream()
                .filter(found -> found.rule().id().equals(RULE))
                .flatMap(found -> found.verdicts().stream())
                .filter(Verdict.Problem.class::isInstance)
                .map(Verdict.Problem.class::cast)
                .filter(problem -> !holdsCatalogOnly(problem.subject(), activity))
                .map(problem -> cause(instance, problem))
                .toList();
    }

    private static HorizonCause cause(InstanceId instance, Verdict.Problem problem) {
        Subject subject = problem.subject();
        Long age = problem.evidence().stream()
                .filter(measure -> measure.measure().equals(AGE))
                .map(measure -> measure.value().longValue())
                .findFirst()
                .orElse(null);
        return new HorizonCause(Finding.id(RULE, instance, subject), subject.inDatabase(), subject.label(), age);
    }

    private static boolean holdsCatalogOnly(Subject subject, ActivitySnapshot activity) {
        return subject instanceof Subject.Slot slot
                && activity.horizonHolders().stream()
                        .anyMatch(holder -> holder.catalogOnly() && holder.id().equals(slot.name()));
    }
}
