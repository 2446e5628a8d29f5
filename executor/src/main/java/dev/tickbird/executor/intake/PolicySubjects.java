package dev.tickbird.executor.intake;

import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.PolicySubject;
import dev.tickbird.schemas.fleet.TargetSpec;

/** What the fleet's policies look at, by the action itself and the signed fleet, whatever the order says of them. */
public final class PolicySubjects {
    private PolicySubjects() {}

    public static PolicySubject of(Order.Run order, TargetSpec target) {
        return new PolicySubject(
                order.what().risk(),
                String.valueOf(order.what().type()),
                String.valueOf(order.rule()),
                order.instance(),
                order.target().database(),
                target.tags());
    }
}
