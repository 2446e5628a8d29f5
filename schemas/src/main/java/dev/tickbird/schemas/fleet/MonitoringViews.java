package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Which schema of every database is to hold the views for people who live in psql.
 *
 * @param schema its name; nothing else may lie in it
 * @param remove true when the views are to go
 */
public record MonitoringViews(String schema, boolean remove) {
    public static final String USUAL_SCHEMA = "tickbird_views";

    private static final Set<String> TAKEN = Set.of("public", "information_schema", "tickbird");
    private static final int LONGEST_NAME = 63;

    public MonitoringViews {
        schema = schema == null ? USUAL_SCHEMA : schema;
        Immutable.required(new Identifier(schema), "monitoringViews.schema");
        if (TAKEN.contains(schema) || schema.startsWith("pg_")) {
            throw new IllegalArgumentException("field 'monitoringViews.schema' is " + schema
                    + ", which holds other things: name a schema of the views' own, such as " + USUAL_SCHEMA);
        }
        if (schema.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "field 'monitoringViews.schema' is longer than the 63 bytes of a name: shorten it");
        }
    }
}
