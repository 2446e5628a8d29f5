package dev.tickbird.collector.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.schemas.wire.Codec;
import java.sql.SQLException;
import java.util.Set;

/**
 * What we want of a plan; the names in it are read and never kept.
 *
 * @param cost the total
 * @param readsWhole whether it holds a sequential scan
 * @param usesIndex whether it reads one of the indexes asked about
 */
record PlanTree(double cost, boolean readsWhole, boolean usesIndex) {
    /** The plan in the answer to EXPLAIN (FORMAT JSON). */
    static PlanTree of(String json, Set<String> indexes) throws SQLException {
        try {
            JsonNode plan = Codec.mapper().readTree(json).path(0).path("Plan");
            JsonNode cost = plan.path("Total Cost");
            if (!cost.isNumber()) {
                throw new SQLException("the plan has no cost", "22000");
            }
            return new PlanTree(
                    cost.asDouble(),
                    plan.findValuesAsText("Node Type").contains("Seq Scan"),
                    plan.findValuesAsText("Index Name").stream().anyMatch(indexes::contains));
        } catch (JsonProcessingException e) {
            throw new SQLException("the plan cannot be read", "22000", e);
        }
    }
}
