package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who must approve what. An empty matcher matches everything; all that are given must match.
 *
 * @param name shown where it decided
 * @param risks the proposal's risk
 * @param actions action types, e.g. {@code drop-index}
 * @param rules patterns, e.g. {@code index.*}
 * @param instances patterns
 * @param tags tag keys and values that the instance must have
 * @param databases patterns; the database that would be changed
 * @param during when it applies: when the action is ordered, and for {@link Effect#FORBID} also when it would begin; null for always
 * @param effect what is done with a proposal that matches
 * @param approvals how many people must approve ({@link Effect#REQUIRE}); at least 1
 * @param roles of which one each must have; empty for any role that may approve
 * @param expiry after which an undecided proposal expires
 */
public record ApprovalPolicy(
        String name,
        List<Risk> risks,
        List<String> actions,
        List<String> rules,
        List<String> instances,
        Map<String, String> tags,
        List<String> databases,
        @Nullable Hours during,
        Effect effect,
        int approvals,
        List<String> roles,
        @Nullable Duration expiry) {
    public ApprovalPolicy {
        Immutable.required(name, "policy.name");
        Immutable.required(effect, "policy.effect");
        risks = Immutable.list(risks);
        actions = Immutable.list(actions);
        rules = Immutable.list(rules);
        instances = Immutable.list(instances);
        tags = Immutable.map(tags);
        databases = Immutable.list(databases);
        roles = Immutable.list(roles);
        approvals = Math.max(approvals, 1);
    }

    /** One that matches these risks, all when there are none, wherever and whenever they come up. */
    public static ApprovalPolicy of(String name, List<Risk> risks, Effect effect, int approvals) {
        return new ApprovalPolicy(
                name, risks, List.of(), List.of(), List.of(), Map.of(), List.of(), null, effect, approvals, List.of(),
                null);
    }

    public boolean matches(PolicySubject subject, Instant at) {
        return mismatch(subject, at).isEmpty();
    }

    /** The first of its matchers that does not match, in words; empty when all do. */
    public Optional<String> mismatch(PolicySubject subject, Instant at) {
        return matcher(
                        "risks",
                        risks.stream().map(Risk::label).toList(),
                        subject.risk().label())
                .or(() -> matcher("actions", actions, subject.action()))
                .or(() -> matcher("rules", rules, subject.rule()))
                .or(() -> matcher("instances", instances, subject.instance().value()))
                .or(() -> matcher("databases", databases, subject.database()))
                .or(() -> tagged(subject.tags()))
                .or(() -> timed(at));
    }

    private static Optional<String> matcher(String field, List<String> patterns, String name) {
        boolean fits =
                patterns.isEmpty() || patterns.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, name));
        return fits ? Optional.empty() : Optional.of(field + " " + patterns + " do not have '" + name + "'");
    }

    private Optional<String> tagged(Map<String, String> has) {
        return has.entrySet().containsAll(tags.entrySet())
                ? Optional.empty()
                : Optional.of("tags " + tags + " are not all among " + has);
    }

    private Optional<String> timed(Instant at) {
        return during == null || during.covers(at)
                ? Optional.empty()
                : Optional.of("it applies next at " + during.cron().next(at, during.timeZone()));
    }
}
