package dev.tickbird.schemas.plan;

import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.InstanceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner said to a {@link PlanQuestion}. Costs are the planner's own units, for parameters whose values it does not know.
 *
 * @param question its id
 * @param instance whose planner answered
 * @param databaseOid the database's oid
 * @param tableOid the table's {@code pg_class.oid}
 * @param how what the answer rests on
 * @param reason one sentence: why it is no more than that; null for a whole answer
 * @param fix the grant or command that would help; null when nothing would
 * @param costs one for each access of the question, in its order; empty where nothing is known
 * @param indexBytes the size that the index would have, by estimate; null when unknown
 * @param answeredAt by the server's clock; by the collector's where the server did not answer
 */
public record PlanAnswer(
        String question,
        InstanceId instance,
        long databaseOid,
        long tableOid,
        How how,
        @Nullable String reason,
        @Nullable String fix,
        List<Cost> costs,
        @Nullable Long indexBytes,
        Instant answeredAt) {
    public PlanAnswer {
        Immutable.required(question, "question");
        Immutable.required(instance, "instance");
        Immutable.required(how, "how");
        Immutable.required(answeredAt, "answeredAt");
        costs = Immutable.list(costs);
    }

    /** What an answer rests on. */
    public enum How {
        /** Plans with the index, which HypoPG made the planner believe in. */
        HYPOPG,
        /** Plans of today: what the planner would do with the index is not known. */
        GENERIC_PLAN,
        /** Nothing. */
        UNKNOWN
    }

    /**
     * What one access costs.
     *
     * @param now the total cost of today's plan
     * @param whole the total cost without any index
     * @param readsWhole whether today's plan holds a sequential scan
     * @param with the total cost of the plan with the index; null where it was not asked for
     * @param usesIndex whether that plan reads the index
     */
    public record Cost(
            double now,
            double whole,
            boolean readsWhole,
            @Nullable Double with,
            boolean usesIndex) {}
}
