package dev.tickbird.analyzer.workload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be a name in a statement. */
final class Names {
    /** Reserved words that begin an expression. */
    static final Set<String> NO_COLUMN = Set.of(
            "not",
            "exists",
            "case",
            "null",
            "true",
            "false",
            "any",
            "all",
            "some",
            "array",
            "row",
            "select",
            "cast",
            "current_date",
            "current_timestamp",
            "current_time",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "user",
            "in",
            "is",
            "between",
            "like",
            "ilike",
            "similar",
            "interval",
            "date",
            "timestamp");

    private Names() {}

    /** The name that a node may be; null for anything else. */
    static @Nullable String of(SqlNode node) {
        return switch (node) {
            case SqlNode.Word word -> word.text();
            case SqlNode.Name quoted -> quoted.text();
            default -> null;
        };
    }
}
