package dev.tickbird.executor.run;

import dev.tickbird.executor.action.Check;
import dev.tickbird.executor.action.Procedure;
import dev.tickbird.executor.action.Sight;
import dev.tickbird.executor.guard.Guards;
import dev.tickbird.executor.guard.Situation;
import dev.tickbird.postgres.CredentialException;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.execution.GuardReport;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks on the live server whether an action could run now: every guard and the preflight, over the login that only looks. */
public final class Rehearsing {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsing.class);
    private static final int AT_ONCE = 2;

    private final Toolbox tools;
    private final String executor;
    private final Semaphore free = new Semaphore(AT_ONCE);

    public Rehearsing(Toolbox tools) {
        this.tools = tools;
        this.executor = tools.outcomes().executor();
    }

    /**
     * Answers on the topic, soon.
     *
     * @param objection what stands against it before the server is asked; null when nothing does
     */
    public void rehearse(Order.Rehearse order, @Nullable String objection) {
        if (!free.tryAcquire()) {
            tools.progress()
                    .publish(unseen(order, List.of(), "the executor is at other rehearsals: ask again in a moment"));
            return;
        }
        Pace.Task _ = tools.pace().start("rehearsal-" + order.what().action(), () -> {
            try {
                tools.progress().publish(look(order, objection));
            } catch (RuntimeException e) {
                LOG.error(
                        "the rehearsal of {} met a fault of ours", order.what().action(), e);
            } finally {
                free.release();
            }
        });
    }

    private Rehearsal look(Order.Rehearse order, @Nullable String objection) {
        List<GuardReport> reports = new ArrayList<>();
        if (objection != null) {
            reports.add(new GuardReport("limits", "refuse", objection));
        }
        Optional<TargetSpec> target = tools.fleet().target(order.what().instance());
        if (target.isEmpty()) {
            return unseen(
                    order,
                    reports,
                    "the signed fleet has no instance " + order.what().instance());
        }
        try {
            Scene scene = new Scene(tools, order.what(), target.get());
            Situation situation = scene.situation();
            reports.addAll(Guards.each(situation));
            Sight sight = scene.confirmed(situation.sight());
            Procedure procedure = scene.procedure();
            Check check = procedure.check(new Procedure.Case(
                    order.what().target(), sight, tools.clock().instant(), false));
            return answer(order, reports, check, procedure, situation, sight);
        } catch (SQLException | CredentialException e) {
            LOG.debug("{} could not be looked at", order.what().action(), e);
            return unseen(order, reports, PostgresFailure.of(e).sentence());
        }
    }

    private Rehearsal answer(
            Order.Rehearse order,
            List<GuardReport> reports,
            Check check,
            Procedure procedure,
            Situation situation,
            Sight sight) {
        return new Rehearsal(
                order.id(),
                order.what().action(),
                order.what().instance(),
                order.what().digest(),
                reports,
                word(check),
                reason(check),
                procedure.measures(sight),
                procedure.writes(sight),
                situation.activity().queue(),
                executor,
                tools.clock().instant());
    }

    private static String word(Check check) {
        return switch (check) {
            case Check.Proceed proceed -> "proceed";
            case Check.Skip skip -> "skip";
            case Check.Stale stale -> "stale";
            case Check.Fail fail -> "fail";
        };
    }

    private static @Nullable String reason(Check check) {
        return switch (check) {
            case Check.Proceed proceed -> null;
            case Check.Skip(String reason) -> reason;
            case Check.Stale(String reason) -> reason;
            case Check.Fail(String reason) -> reason;
        };
    }

    private Rehearsal unseen(Order.Rehearse order, List<GuardReport> reports, String reason) {
        return new Rehearsal(
                order.id(),
                order.what().action(),
                order.what().instance(),
                order.what().digest(),
                reports,
                null,
                reason,
                List.of(),
                null,
                null,
                executor,
                tools.clock().instant());
    }
}
