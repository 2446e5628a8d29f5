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
import java.util.regex.Pattern;

/**
 * Work that returns. Each run becomes a proposal for each relation, which needs its approval like any other.
 *
 * @param name what it is called everywhere: lower-case letters, digits and {@code -}
 * @param cron when it is due
 * @param timeZone whose clock {@code cron} means; UTC where the file is silent
 * @param instances patterns; empty for all
 * @param tags tag keys and values that the instance must have
 * @param databases patterns; empty for all
 * @param work what is done
 * @param objects patterns over {@code schema.name}; empty for partitioned tables with {@code analyze} and for all materialized
 *     views with {@code refresh}
 * @param within how long after it was due a run may begin; later it is missed
 * @param missed what becomes of a missed run
 */
public record Schedule(
        String name,
        Cron cron,
        ZoneId timeZone,
        List<String> instances,
        Map<String, String> tags,
        List<String> databases,
        ScheduledWork work,
        List<String> objects,
        Duration within,
        MissedRuns missed) {
    /** The rule whose findings are runs that are due: nobody is told of them. */
    public static final String DUE_RULE = "maintenance.due";
    /** How many relations of an instance one run works on at most. */
    public static final int MOST_RELATIONS = 50;

    public static final Duration USUALLY_WITHIN = Duration.ofHours(4);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public Schedule {
        Immutable.required(name, "schedule.name");
        Immutable.required(cron, "schedule.cron");
        Immutable.required(work, "schedule.work");
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "field 'schedule.name' is '" + name + "': expected 1 to 63 lower-case letters, digits and '-'");
        }
        timeZone = timeZone == null ? ZoneOffset.UTC : timeZone;
        instances = Immutable.list(instances);
        tags = Immutable.map(tags);
        databases = Immutable.list(databases);
        objects = Immutable.list(objects);
        within = within == null ? USUALLY_WITHIN : within;
        missed = missed == null ? MissedRuns.SKIP : missed;
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** When it is due next. */
    public Instant next(Instant after) {
        return cron.next(after, timeZone);
    }

    /** When it was due last within that time; empty when it was not. */
    public Optional<Instant> last(Instant after, Instant until) {
        return cron.last(after, until, timeZone);
    }

    public boolean concerns(InstanceId instance, Map<String, String> instanceTags) {
        return any(instances, instance.value()) && instanceTags.entrySet().containsAll(tags.entrySet());
    }

    /** Whether a relation is one of those that it names. */
    public boolean names(String database, String schema, String relation) {
        return any(databases, database) && any(objects, schema + "." + relation);
    }

    private static boolean any(List<String> patterns, String text) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, text));
    }
}
