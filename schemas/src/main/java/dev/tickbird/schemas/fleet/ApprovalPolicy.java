package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Risk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        roles = Immutable.list(roles);
        approvals = Math.max(approvals, 1);
    }
}
