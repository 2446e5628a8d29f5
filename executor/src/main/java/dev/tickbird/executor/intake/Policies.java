package dev.tickbird.executor.intake;

import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.List;
import java.util.Optional;

/** Which policy of the fleet decides about an order: the first that matches. */
final class Policies {
    private Policies() {}

    static Optional<ApprovalPolicy> deciding(FleetPolicy fleet, Order.Run order, TargetSpec target) {
        return fleet.policies().stream()
                .filter(policy -> matches(policy, order, target))
                .findFirst();
    }

    private static boolean matches(ApprovalPolicy policy, Order.Run order, TargetSpec target) {
        return (policy.risks().isEmpty() || policy.risks().contains(order.what().risk()))
                && any(policy.actions(), String.valueOf(order.what().type()))
                && any(policy.rules(), String.valueOf(order.rule()))
                && any(policy.instances(), order.instance().value())
                && target.tags().entrySet().containsAll(policy.tags().entrySet());
    }

    private static boolean any(List<String> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, name));
    }
}
