package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet file says beside its instances, as it travels signed under the key {@code fleet} of the topic {@code config}.
 *
 * @param revision grows with every apply; an older one is ignored
 * @param policies the first that matches decides; where none does, one approval by a person is required
 * @param thresholds overrides, later ones win
 * @param settings what PostgreSQL's settings should be, later ones win
 * @param newInstanceQuiet for how long only critical findings of a new instance are told
 */
public record FleetPolicy(
        long revision,
        List<ApprovalPolicy> policies,
        List<ThresholdOverride> thresholds,
        List<SettingsBaseline> settings,
        Duration newInstanceQuiet) {
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
    }

    public static FleetPolicy of(
            long revision,
            List<ApprovalPolicy> policies,
            List<ThresholdOverride> thresholds,
            @Nullable Duration newInstanceQuiet) {
        return new FleetPolicy(
                revision, policies, thresholds, List.of(), newInstanceQuiet == null ? ONE_DAY : newInstanceQuiet);
    }

    /** The same with what the settings should be. */
    public FleetPolicy withSettings(List<SettingsBaseline> baselines) {
        return new FleetPolicy(revision, policies, thresholds, baselines, newInstanceQuiet);
    }

    /** The same as another revision. */
    public FleetPolicy withRevision(long other) {
        return new FleetPolicy(other, policies, thresholds, settings, newInstanceQuiet);
    }
}
