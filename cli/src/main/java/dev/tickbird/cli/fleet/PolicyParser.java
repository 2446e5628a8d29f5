package dev.tickbird.cli.fleet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.tickbird.cli.fleet.FleetYaml.Policy;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.Effect;
import dev.tickbird.schemas.fleet.Hours;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code policies}. */
final class PolicyParser {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final List<String> EFFECTS =
            Arrays.stream(Effect.values()).map(Effect::label).toList();
    private static final List<String> RISKS =
            Arrays.stream(Risk.values()).map(Risk::label).toList();
    private static final List<String> ACTIONS = Arrays.stream(
                    Objects.requireNonNull(Action.class.getAnnotation(JsonSubTypes.class))
                            .value())
            .map(JsonSubTypes.Type::name)
            .toList();

    private final Scopes scopes;
    private final CalendarParser calendar;
    private final RuleNames rules;
    private final Complaints complaints;

    PolicyParser(List<TargetSpec> targets, RuleNames rules, Complaints complaints) {
        this.scopes = new Scopes(targets, complaints);
        this.calendar = new CalendarParser(targets, complaints);
        this.rules = rules;
        this.complaints = complaints;
    }

    List<ApprovalPolicy> policies(@Nullable List<Policy> written) {
        List<ApprovalPolicy> policies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            Policy policy = written.get(i);
            String path = "policies[" + i + "]";
            if (policy.name() == null || policy.name().isBlank()) {
                complaints.error(path, "the key \"name\" is missing: it is shown where the policy decided");
            } else if (!names.add(policy.name())) {
                complaints.error(path + ".name", "there is a policy '" + policy.name() + "' already");
            }
            ApprovalPolicy read = policy(path, policy);
            if (read != null) {
                policies.add(read);
            }
        }
        return policies;
    }

    private @Nullable ApprovalPolicy policy(String path, Policy policy) {
        int before = complaints.errors();
        List<String> risks = words(path + ".risks", policy.risks(), RISKS);
        List<String> actions = words(path + ".actions", policy.actions(), ACTIONS);
        checkRules(path + ".rules", policy.rules());
        scopes.check(path, policy.instances(), policy.tags());
        Hours during = policy.during() == null ? null : calendar.hours(path + ".during", policy.during());
        Effect effect = effect(path, policy.effect());
        checkApprovals(path, policy, effect);
        Duration expiry =
                policy.expiry() == null ? null : complaints.duration(path + ".expiry", policy.expiry(), SHORTEST);
        if (complaints.errors() > before || effect == null || policy.name() == null) {
            return null;
        }
        return new ApprovalPolicy(
                policy.name(),
                risks.stream().map(Risk::of).toList(),
                actions,
                list(policy.rules()),
                list(policy.instances()),
                policy.tags() == null ? Map.of() : policy.tags(),
                list(policy.databases()),
                during,
                effect,
                policy.approvals() == null ? 1 : policy.approvals(),
                list(policy.roles()),
                expiry);
    }

    private @Nullable Effect effect(String path, @Nullable String written) {
        if (written == null) {
            complaints.error(path, "the key \"effect\" is missing: one of " + String.join(", ", EFFECTS));
            return null;
        }
        String word = complaints.word(path + ".effect", written, EFFECTS);
        return word == null ? null : Effect.of(word);
    }

    private void checkApprovals(String path, Policy policy, @Nullable Effect effect) {
        if (policy.approvals() != null && policy.approvals() < 1) {
            complaints.error(
                    path + ".approvals",
                    policy.approvals() + " is too few: at least 1 (effect: auto-approve needs nobody)");
        }
        if (effect != null && effect != Effect.REQUIRE && (policy.approvals() != null || policy.roles() != null)) {
            complaints.error(path, "approvals and roles belong to effect: require, not to " + effect.label());
        }
    }

    private void checkRules(String path, @Nullable List<String> patterns) {
        for (int i = 0; patterns != null && i < patterns.size(); i++) {
            if (!rules.matchesAny(patterns.get(i))) {
                complaints.error(
                        path + "[" + i + "]",
                        "no rule is called '" + patterns.get(i) + "'"
                                + Complaints.nearest(patterns.get(i), rules.ids()));
            }
        }
    }

    private List<String> words(String path, @Nullable List<String> written, List<String> known) {
        List<String> words = new ArrayList<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            String word = complaints.word(path + "[" + i + "]", String.valueOf(written.get(i)), known);
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }

    private static List<String> list(@Nullable List<String> written) {
        return written == null ? List.of() : written;
    }
}
