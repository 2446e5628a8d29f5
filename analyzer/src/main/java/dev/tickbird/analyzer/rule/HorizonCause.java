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
 */
public record HorizonCause(FindingId finding, @Nullable String database, String holder) {
    private static final String RULE = "vacuum.horizon";

    /** What the tables' findings may point to: not a slot that holds back the system catalogs alone. */
    public static List<HorizonCause> of(InstanceId instance, ActivitySnapshot activity, List<Finds> finds) {
        return finds.stream()
                .filter(found -> found.rule().id().equals(RULE))
                .flatMap(found -> found.verdicts().stream())
                .filter(Verdict.Problem.class::isInstance)
                .map(Verdict::subject)
                .filter(subject -> !holdsCatalogOnly(subject, activity))
                .map(subject ->
                        new HorizonCause(Finding.id(RULE, instance, subject), subject.inDatabase(), subject.label()))
                .toList();
    }

    private static boolean holdsCatalogOnly(Subject subject, ActivitySnapshot activity) {
        return subject instanceof Subject.Slot slot
                && activity.horizonHolders().stream()
                        .anyMatch(holder -> holder.catalogOnly() && holder.id().equals(slot.name()));
    }
}
