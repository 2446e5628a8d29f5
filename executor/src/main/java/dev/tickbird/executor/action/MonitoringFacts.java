package dev.tickbird.executor.action;

import dev.tickbird.schemas.snapshot.MonitoringSchema;
import org.jspecify.annotations.Nullable;

/**
 * A schema for monitoring views as the catalog has it now.
 *
 * @param owned whether the executor's login has the rights of its owner
 * @param mayCreate whether that login may create schemas in the database
 * @param statementsVersion of pg_stat_statements; null when it is not installed
 * @param mayStatements whether that login may make views over it
 */
public record MonitoringFacts(
        MonitoringSchema schema,
        boolean owned,
        boolean mayCreate,
        @Nullable String statementsVersion,
        boolean mayStatements) {
    /** What speaks against work in a schema that is there; null when nothing does. */
    @Nullable
    String foreign() {
        String name = schema.name();
        if (!owned) {
            return "the schema " + name + " belongs to " + schema.owner() + ", not to the executor's login";
        }
        return schema.comment() == null || schema.ours()
                ? null
                : "the schema " + name + " is somebody's, by its comment";
    }

    @Nullable
    String stranger() {
        return schema.others().isEmpty()
                ? null
                : "the schema " + schema.name() + " holds what is not ours: " + String.join(", ", schema.others());
    }
}
