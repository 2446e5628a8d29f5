package dev.tickbird.cli.audit;

import dev.tickbird.runtime.audit.OutcomeSigner;
import dev.tickbird.runtime.audit.OutcomeSigner.Linked;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.StatementRun;
import dev.tickbird.schemas.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes as an executor writes them. */
final class Chained {
    static final InstanceId INSTANCE = InstanceId.of("orders");
    static final ActionId ACTION = ActionId.from("analyze orders");

    private Chained() {}

    /** So many, one after the other. */
    static List<Linked> outcomes(SigningKey key, String writer, int count) {
        OutcomeSigner signer = new OutcomeSigner(key, writer);
        List<Linked> all = new ArrayList<>();
        @Nullable ChainHead before = null;
        for (int i = 0; i < count; i++) {
            Linked next = signer.after(before, outcome(Instant.now()));
            all.add(next);
            before = next.head();
        }
        return all;
    }

    static Outcome outcome(Instant at) {
        return new Outcome(
                ACTION,
                INSTANCE,
                "shop",
                Finding.id("statistics.stale", INSTANCE, Subject.Relation.of("shop", "public", "orders")),
                "statistics.stale",
                new Analyze("public", "orders"),
                "public.orders",
                ActionState.SUCCEEDED,
                1,
                1,
                null,
                null,
                List.of(Measure.of("relation.dead-share", 0.25, Unit.PERCENT)),
                List.of(Measure.of("relation.dead-share", 0.125, Unit.PERCENT)),
                List.of(new StatementRun("ANALYZE public.orders", at, 12, null)),
                List.of(),
                null,
                List.of("ann"),
                "one",
                at,
                null);
    }
}
