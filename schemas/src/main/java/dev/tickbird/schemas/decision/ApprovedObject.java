package dev.tickbird.schemas.decision;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.Vacuum;
import java.util.Optional;
import java.util.Set;

/** What an action works on, as standing approvals name it: unquoted, {@code schema.name}. */
final class ApprovedObject {
    static final Set<String> TYPES = Set.of("analyze", "vacuum", "refresh-materialized-view", "reindex-index");

    private ApprovedObject() {}

    /** Empty for an action that nobody has thought of here: nothing covers it. */
    static Optional<String> of(Action action) {
        return switch (action) {
            case Analyze analyze -> name(analyze.schema(), analyze.name());
            case Vacuum vacuum -> name(vacuum.schema(), vacuum.name());
            case RefreshMaterializedView refresh -> name(refresh.schema(), refresh.name());
            case ReindexIndex reindex -> name(reindex.schema(), reindex.name());
            default -> Optional.empty();
        };
    }

    private static Optional<String> name(String schema, String name) {
        return Optional.of(schema + "." + name);
    }
}
