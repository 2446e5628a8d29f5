package dev.tickbird.executor.guard;

import dev.tickbird.executor.action.Procedure;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.intake.Cap;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that guards judge, seen at one moment.
 *
 * @param target the instance as the signed fleet has it now
 * @param policy the signed fleet's, with windows and freezes
 * @param cap the local caps; null when the instance is not listed any more
 */
public record Situation(
        Order.Run order,
        Procedure procedure,
        TargetSpec target,
        @Nullable Cap cap,
        List<Pause> pauses,
        FleetPolicy policy,
        Sight sight,
        LoginFacts login,
        ActivityFacts activity,
        StandbyFacts standbys,
        CapacityFacts capacity,
        RunHistory history,
        GuardSettings settings,
        Instant now) {
    public Situation {
        pauses = List.copyOf(pauses);
    }

    GuardVerdict waitFor(String reason) {
        return new GuardVerdict.Wait(reason, now.plus(settings.lookAgain()));
    }
}
