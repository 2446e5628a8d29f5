package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet file says beside its instances, as it travels signed under the key {@code fleet} of the topic {@code config}.
 *
 * @param revision grows with every apply; an older one is ignored
 * @param policies the first that matches decides; where none does, one approval by a person is required
 * @param thresholds overrides, later ones win
 * @param settings what PostgreSQL's settings should be, later ones win
 * @param newInstanceQuiet for how long only critical findings of a new instance are told
 * @param clusters those with more than one instance
 * @param schedules work that returns
 * @param windows when actions may begin; where none concerns an action it may begin at any time
 * @param freezes when nothing begins
 */
public record FleetPolicy(
        long revision,
        List<ApprovalPolicy> policies,
        List<ThresholdOverride> thresholds,
        List<SettingsBaseline> settings,
        Duration newInstanceQuiet,
        List<Cluster> clusters,
        List<Schedule> schedules,
        List<MaintenanceWindow> windows,
        List<Freeze> freezes) {
    public static final String JWS_TYPE = "tickbird-fleet-policy";
    public static final String KEY = "fleet";

    private static final Duration ONE_DAY = Duration.ofHours(24);

    /** Before any fleet file was applied. */
    public static final FleetPolicy EMPTY = of(0, List.of(), List.of(), null);

    public FleetPolicy {
        policies = Immutable.list(policies);
        thresholds = Immutable.list(thresholds);
        settings = Immutable.list(settings);
        newInstanceQuiet = newInstanceQuiet == null ? ONE_DAY : newInstanceQuiet;
        clusters = Immutable.list(clusters);
        schedules = Immutable.list(schedules);
        windows = Immutable.list(windows);
        freezes = Immutable.list(freezes);
    }

    public static FleetPolicy of(
            long revision,
            List<ApprovalPolicy> policies,
            List<ThresholdOverride> thresholds,
            @Nullable Duration newInstanceQuiet) {
        return new FleetPolicy(
                revision,
                policies,
                thresholds,
                List.of(),
                newInstanceQuiet == null ? ONE_DAY : newInstanceQuiet,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same with what the settings should be. */
    public FleetPolicy withSettings(List<SettingsBaseline> baselines) {
        return new FleetPolicy(
                revision, policies, thresholds, baselines, newInstanceQuiet, clusters, schedules, windows, freezes);
    }

    /** The same with work that returns. */
    public FleetPolicy withSchedules(List<Schedule> others) {
        return new FleetPolicy(
                revision, policies, thresholds, settings, newInstanceQuiet, clusters, others, windows, freezes);
    }

    /** The same with times when actions may begin, and when not. */
    public FleetPolicy withCalendar(List<MaintenanceWindow> others, List<Freeze> frozen) {
        return new FleetPolicy(
                revision, policies, thresholds, settings, newInstanceQuiet, clusters, schedules, others, frozen);
    }

    /** The approval policy that decides at that time: the first that matches. */
    public Optional<ApprovalPolicy> deciding(PolicySubject subject, Instant at) {
        return policies.stream().filter(policy -> policy.matches(subject, at)).findFirst();
    }

    /** The schedule of that name. */
    public Optional<Schedule> schedule(String name) {
        return schedules.stream()
                .filter(schedule -> schedule.name().equals(name))
                .findFirst();
    }

    /** The same as another revision. */
    public FleetPolicy withRevision(long other) {
        return new FleetPolicy(
                other, policies, thresholds, settings, newInstanceQuiet, clusters, schedules, windows, freezes);
    }

    /** The same with other thresholds. */
    public FleetPolicy withThresholds(List<ThresholdOverride> others) {
        return new FleetPolicy(
                revision, policies, others, settings, newInstanceQuiet, clusters, schedules, windows, freezes);
    }

    /** The same with the clusters that these targets form. */
    public FleetPolicy withClustersOf(Collection<TargetSpec> targets) {
        Map<String, List<InstanceId>> members = new TreeMap<>();
        for (TargetSpec target : targets) {
            members.computeIfAbsent(target.cluster(), any -> new ArrayList<>()).add(target.instance());
        }
        List<Cluster> shared = members.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Cluster(
                        entry.getKey(),
                        entry.getValue().stream()
                                .sorted(Comparator.comparing(InstanceId::value))
                                .toList()))
                .toList();
        return new FleetPolicy(
                revision, policies, thresholds, settings, newInstanceQuiet, shared, schedules, windows, freezes);
    }

    /** The other instances of that one's cluster. */
    public List<InstanceId> besides(InstanceId instance) {
        return clusters.stream()
                .filter(cluster -> cluster.members().contains(instance))
                .flatMap(cluster -> cluster.members().stream())
                .filter(member -> !member.equals(instance))
                .toList();
    }
}
