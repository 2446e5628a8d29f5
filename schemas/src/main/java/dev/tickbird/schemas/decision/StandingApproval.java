package dev.tickbird.schemas.decision;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person's approval ahead of what returns, within bounds: the payload of a JWS whose {@code typ} is {@code
 * tickbird-standing-approval}, signed with their own key, under {@link #key} of the topic {@code config}. A decision that rests on it
 * has that JWS as its signature.
 *
 * @param id a UUID
 * @param by the approver's name, the owner of the key
 * @param reason why, for people; null for none
 * @param instances patterns; at least one
 * @param tags tag keys and values that the instance must have
 * @param databases patterns; at least one
 * @param actions action types, of those in {@link #COVERABLE}; at least one
 * @param objects patterns over {@code schema.name}; at least one
 * @param highestRisk the riskiest action that it covers
 * @param runsPerDay how many actions may begin by it within a day, on each instance
 * @param at when it was signed
 * @param until when it ends, at most 400 days later
 */
public record StandingApproval(
        String id,
        String by,
        @Nullable String reason,
        List<String> instances,
        Map<String, String> tags,
        List<String> databases,
        List<String> actions,
        List<String> objects,
        Risk highestRisk,
        int runsPerDay,
        Instant at,
        Instant until) {
    public static final String JWS_TYPE = "tickbird-standing-approval";
    public static final Duration LONGEST = Duration.ofDays(400);
    public static final int MOST_RUNS = 1000;
    /** The types of actions that one can cover: each works on one relation, by its name. */
    public static final Set<String> COVERABLE = ApprovedObject.TYPES;
    /** Those that one can cover even if their risk is high: work that returns. */
    public static final Set<String> RECURRING = Set.of("analyze", "refresh-materialized-view");

    private static final String PREFIX = "standing.";
    private static final String REVOKED = ".revoked";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public StandingApproval {
        Immutable.required(by, "by");
        Immutable.required(highestRisk, "highestRisk");
        Immutable.required(at, "at");
        Immutable.required(until, "until");
        check(id != null && ID.matcher(id).matches(), "id", "expected a UUID in lower case");
        instances = some(Immutable.list(instances), "instances");
        databases = some(Immutable.list(databases), "databases");
        actions = some(Immutable.list(actions), "actions");
        objects = some(Immutable.list(objects), "objects");
        tags = Immutable.map(tags);
        check(COVERABLE.containsAll(actions), "actions", "it can hold " + new TreeSet<>(COVERABLE));
        check(
                highestRisk != Risk.HIGH || RECURRING.containsAll(actions),
                "highestRisk",
                "high risk can stand approved for " + new TreeSet<>(RECURRING) + " only");
        check(runsPerDay >= 1 && runsPerDay <= MOST_RUNS, "runsPerDay", "expected 1 to " + MOST_RUNS);
        check(until.isAfter(at), "until", "it must be after 'at'");
        check(!until.isAfter(at.plus(LONGEST)), "until", "at most 400 days after 'at'");
    }

    /** Its key of the topic {@code config}. */
    public String key() {
        return PREFIX + id;
    }

    /** Whether a key of the topic {@code config} is one of a standing approval or of its end. */
    public static boolean isKey(String key) {
        return key.startsWith(PREFIX);
    }

    /** The id of the one that an entry under this key ends, whatever the entry holds. */
    public static Optional<String> revokedBy(String key) {
        return isKey(key) && key.endsWith(REVOKED)
                ? Optional.of(key.substring(PREFIX.length(), key.length() - REVOKED.length()))
                : Optional.empty();
    }

    /** The key under which it is ended. */
    public static String revocationKey(String id) {
        return PREFIX + id + REVOKED;
    }

    /** Why it does not cover an action there; empty when it does. */
    public Optional<String> objection(
            String instance, Map<String, String> instanceTags, String database, Action action, Instant now) {
        String type = String.valueOf(action.type());
        if (!now.isBefore(until)) {
            return Optional.of("it ended at " + until);
        }
        if (!any(instances, instance)) {
            return Optional.of("it does not cover the instance " + instance);
        }
        if (!instanceTags.entrySet().containsAll(tags.entrySet())) {
            return Optional.of("it covers instances with the tags " + tags + " only");
        }
        if (!any(databases, database)) {
            return Optional.of("it does not cover the database " + database);
        }
        if (!actions.contains(type)) {
            return Optional.of("it does not cover " + type);
        }
        if (!action.risk().atMost(highestRisk)) {
            return Optional.of("it covers no more than " + highestRisk.label() + " risk");
        }
        return ApprovedObject.of(action).filter(name -> any(objects, name)).isPresent()
                ? Optional.empty()
                : Optional.of("it does not cover " + action.object());
    }

    private static boolean any(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, name));
    }

    private static List<String> some(List<String> values, String field) {
        check(!values.isEmpty() && values.stream().noneMatch(String::isBlank), field, "at least one; * for any");
        return values;
    }

    private static void check(boolean fits, String field, String expected) {
        if (!fits) {
            throw new IllegalArgumentException("field '" + field + "' is not valid: " + expected);
        }
    }
}
