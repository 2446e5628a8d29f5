package dev.tickbird.cli.check;

import dev.tickbird.schemas.common.Subject;
import org.jspecify.annotations.Nullable;

/** Parts of a subject that filters ask for. */
final class Subjects {
    private Subjects() {}

    /** The schema it lives in; null for what lives in none. */
    static @Nullable String schema(Subject subject) {
        return switch (subject) {
            case Subject.Relation relation -> relation.schema();
            case Subject.Index index -> index.schema();
            case Subject.Constraint constraint -> constraint.schema();
            case Subject.Column column -> column.schema();
            case Subject.Sequence sequence -> sequence.schema();
            case Subject.Instance instance -> null;
            case Subject.Database database -> null;
            case Subject.Statement statement -> null;
            case Subject.Session session -> null;
            case Subject.PreparedTransaction transaction -> null;
            case Subject.Slot slot -> null;
            case Subject.Standby standby -> null;
            case Subject.Setting setting -> null;
            case Subject.Pool pool -> null;
            case Subject.Schedule schedule -> schedule.schema();
            case Subject.Unrecognized unrecognized -> null;
        };
    }
}
