package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When actions may begin. Where at least one window concerns an instance and an action, one of them must be open.
 *
 * @param name shown where something waits for it
 * @param cron when it opens
 * @param timeZone whose clock {@code cron} means; UTC where the file is silent
 * @param lasts for how long it stays open
 * @param instances patterns; empty for all
 * @param tags tag keys and values that the instance must have
 * @param actions action types; empty for all
 */
public record MaintenanceWindow(
        String name,
        Cron cron,
        ZoneId timeZone,
        Duration lasts,
        List<String> instances,
        Map<String, String> tags,
        List<String> actions) {
    public MaintenanceWindow {
        Immutable.required(name, "window.name");
        Immutable.required(cron, "window.cron");
        Immutable.required(lasts, "window.lasts");
        timeZone = timeZone == null ? ZoneOffset.UTC : timeZone;
        instances = Immutable.list(instances);
        tags = Immutable.map(tags);
        actions = Immutable.list(actions);
        if (!lasts.isPositive()) {
            throw new IllegalArgumentException("field 'window.lasts' is " + lasts + ": it must be longer than nothing");
        }
    }

    public boolean concerns(InstanceId instance, Map<String, String> instanceTags, String action) {
        return (instances.isEmpty()
                        || instances.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, instance.value())))
                && instanceTags.entrySet().containsAll(tags.entrySet())
                && (actions.isEmpty() || actions.contains(action));
    }

    public boolean isOpen(Instant at) {
        return end(at).isPresent();
    }

    /** When it closes; empty while it is not open. */
    public Optional<Instant> end(Instant at) {
        return cron.last(at.minus(lasts), at, timeZone).map(begin -> begin.plus(lasts));
    }

    /** When it opens next. */
    public Instant next(Instant after) {
        return cron.next(after, timeZone);
    }
}
