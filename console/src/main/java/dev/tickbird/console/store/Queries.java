package dev.tickbird.console.store;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.notification.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads for pages and REST: filters and limits are the database's work. */
public final class Queries {
    private final Store store;

    public Queries(Store store) {
        this.store = store;
    }

    /**
     * What to list.
     *
     * @param states empty for all
     * @param instance null for all
     * @param rule null for all
     * @param least the lowest severity
     * @param prefix how the identifier begins; null for all
     */
    public record FindingFilter(
            Collection<FindingState> states,
            @Nullable String instance,
            @Nullable String rule,
            Severity least,
            @Nullable String prefix) {}

    /**
     * Which actions to list; empty or null for all.
     *
     * @param least the lowest severity of the findings behind them
     * @param prefix how the identifier begins
     */
    public record ActionFilter(
            Collection<ActionState> states,
            @Nullable String instance,
            @Nullable String rule,
            @Nullable Severity least,
            @Nullable Risk risk,
            @Nullable String prefix) {
        public static ActionFilter in(Collection<ActionState> states) {
            return new ActionFilter(states, null, null, null, null, null);
        }
    }

    /** Worst first, then newest. */
    public List<Finding> findings(FindingFilter filter, int limit, int offset) {
        return store.transaction(connection -> Rows.list(
                connection,
                """
                SELECT document FROM finding
                WHERE (?::text[] = '{}' OR state = ANY (?::text[])) AND (?::text IS NULL OR instance = ?)
                  AND (?::text IS NULL OR rule = ?) AND severity >= ?
                  AND (?::text IS NULL OR starts_with(id, ?))
                ORDER BY provisional, severity DESC, since DESC, id LIMIT ? OFFSET ?""",
                Rows.document("document", Finding.class),
                names(filter.states()),
                names(filter.states()),
                filter.instance(),
                filter.instance(),
                filter.rule(),
                filter.rule(),
                filter.least().rank(),
                filter.prefix(),
                filter.prefix(),
                limit,
                offset));
    }

    public Optional<Finding> finding(FindingId id) {
        return store.transaction(connection -> Rows.one(
                connection,
                "SELECT document FROM finding WHERE id = ?",
                Rows.document("document", Finding.class),
                id.value()));
    }

    /** Newest first. */
    public List<ActionRow> actions(ActionFilter filter, int limit, int offset) {
        Severity least = filter.least();
        Risk risk = filter.risk();
        String states = names(filter.states());
        String severities = least == null ? "{}" : labels(least);
        String label = risk == null ? null : risk.label();
        return store.transaction(connection -> Rows.list(
                connection,
                """
                SELECT id, file, updated_at FROM action
                WHERE (?::text[] = '{}' OR state = ANY (?::text[])) AND (?::text IS NULL OR instance = ?)
                  AND (?::text IS NULL OR file -> 'proposal' ->> 'rule' = ?) AND (?::text IS NULL OR risk = ?)
                  AND (?::text[] = '{}' OR file -> 'proposal' ->> 'severity' = ANY (?::text[]))
                  AND (?::text IS NULL OR starts_with(id, ?))
                ORDER BY updated_at DESC, id LIMIT ? OFFSET ?""",
                Queries::action,
                states,
                states,
                filter.instance(),
                filter.instance(),
                filter.rule(),
                filter.rule(),
                label,
                label,
                severities,
                severities,
                filter.prefix(),
                filter.prefix(),
                limit,
                offset));
    }

    public Optional<ActionRow> action(ActionId id) {
        return store.transaction(connection -> Rows.one(
                connection, "SELECT id, file, updated_at FROM action WHERE id = ?", Queries::action, id.value()));
    }

    /** Every change of state that the executor reported, in order. */
    public List<Outcome> outcomes(ActionId id) {
        return store.transaction(connection -> Rows.list(
                connection,
                "SELECT document FROM outcome WHERE action = ? ORDER BY attempt, step, at",
                Rows.document("document", Outcome.class),
                id.value()));
    }

    public Optional<Progress> progress(ActionId id) {
        return store.transaction(connection -> Rows.one(
                connection,
                "SELECT document FROM progress WHERE action = ?",
                Rows.document("document", Progress.class),
                id.value()));
    }

    public List<TargetSpec> instances() {
        return store.transaction(connection -> Rows.list(
                connection,
                "SELECT document FROM instance WHERE NOT removed ORDER BY name",
                Rows.document("document", TargetSpec.class)));
    }

    /** Newest first. */
    public List<Delivery> deliveries(int limit) {
        return store.transaction(connection -> Rows.list(
                connection,
                "SELECT document FROM delivery ORDER BY updated_at DESC, key LIMIT ?",
                Rows.document("document", Delivery.class),
                limit));
    }

    /** One action with when it changed last. */
    public record ActionRow(ActionId id, ActionFile file, Instant updatedAt) {}

    private static ActionRow action(ResultSet row) throws SQLException {
        return new ActionRow(
                ActionId.of(row.getString("id")),
                Rows.document("file", ActionFile.class).read(row),
                row.getTimestamp("updated_at").toInstant());
    }

    private static String labels(Severity least) {
        return "{"
                + Arrays.stream(Severity.values())
                        .filter(severity -> severity.atLeast(least))
                        .map(Severity::label)
                        .collect(Collectors.joining(","))
                + "}";
    }

    /** A text array literal; enum names need no quoting. */
    private static String names(Collection<? extends Enum<?>> values) {
        return "{" + String.join(",", values.stream().map(Enum::name).toList()) + "}";
    }
}
