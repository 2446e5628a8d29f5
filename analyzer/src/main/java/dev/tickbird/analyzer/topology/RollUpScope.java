package dev.tickbird.analyzer.topology;

import dev.tickbird.schemas.common.Subject.Relation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose findings are rolled up together.
 *
 * @param members what their scopes begin with
 * @param rollUps the scope of the roll-ups themselves
 * @param root the partitioned table above the table of a scope; null where there is none
 */
record RollUpScope(String members, String rollUps, Function<String, @Nullable Relation> root) {}
