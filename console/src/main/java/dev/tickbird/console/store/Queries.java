package dev.tickbird.console.store;

import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.notification.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads for pages and REST: filters and limits are the database's work. */
public final class Queries {
    /** How many parts the place of a finding, and of an action, in its list has. */
    public static final int FINDING_PLACE = 4;

    public static final int ACTION_PLACE = 2;

    private static final String FINDINGS = """
             FROM finding LEFT JOIN overlay ON overlay.finding = finding.id
            WHERE (?::text[] = '{}' OR state = ANY (?::text[])) AND (?::text IS NULL OR instance = ?)
              AND (?::text IS NULL OR rule = ?) AND severity >= ?
              AND (?::text IS NULL OR starts_with(id, ?))
              AND (?::boolean IS NULL OR coalesce(waived_until > now(), false) = ?)""";

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
     * @param waived only those that are waived, or only those that are not; null for both
     */
    public record FindingFilter(
            Collection<FindingState> states,
            @Nullable String instance,
            @Nullable String rule,
            Severity least,
            @Nullable String prefix,
            @Nullable Boolean waived) {
        /** The same, but only what is waived. */
        public FindingFilter onlyWaived() {
            return new FindingFilter(states, instance, rule, least, prefix, true);
        }
    }

    /**
     * Which actions to list; empty or null for all.
     *
     * @param least the lowest severity of the findings behind them
     * @param prefix how the identifier begins
     * @param waived only those that wait because their finding is waived, or all but those; null for both
     */
    public record ActionFilter(
            Collection<ActionState> states,
            @Nullable String instance,
            @Nullable String rule,
            @Nullable Severity least,
            @Nullable Risk risk,
            @Nullable String prefix,
            @Nullable Boolean waived) {
        public static ActionFilter in(Collection<ActionState> states) {
            return new ActionFilter(states, null, null, null, null, null, false);
        }
    }

    /** A finding, and what people said about it. */
    public record FindingRow(Finding finding, @Nullable Overlay overlay) {
        /** When its waiver ends; null when it is not waived. */
        public @Nullable Instant waivedUntil(Instant now) {
            Instant until = overlay == null ? null : overlay.waivedUntil();
            return until != null && now.isBefore(until) ? until : null;
        }

        /** Whether somebody takes care of this episode. */
        public boolean acknowledged() {
            return overlay != null && Integer.valueOf(finding.episode()).equals(overlay.acknowledgedEpisode());
        }
    }

    /**
     * Worst first, then newest.
     *
     * @param after behind which row; null for the first
     */
    public List<FindingRow> findings(FindingFilter filter, @Nullable Cursor after, int limit, int offset) {
        List<@Nullable Object> values = new ArrayList<>();
        Collections.addAll(values, values(filter));
        for (int i = 0; i <= FINDING_PLACE; i++) {
            values.add(after == null ? null : after.place().get(Math.max(0, i - 1)));
        }
        values.add(limit);
        values.add(offset);
        return store.transaction(connection -> Rows.list(
                connection,
                "SELECT finding.document, overlay.document AS said" + FINDINGS
                        + " AND (?::text IS NULL OR (provisional, -severity, -extract(epoch FROM since)::numeric, id)"
                        + " > (?::boolean, ?::integer, ?::numeric, ?))"
                        + " ORDER BY provisional, severity DESC, since DESC, id LIMIT ? OFFSET ?",
                Queries::finding,
                values.toArray()));
    }

    /** Behind that finding. */
    public Cursor behind(FindingId id) {
        return store.transaction(connection -> Rows.one(
                        connection,
                        "SELECT provisional, -severity, -extract(epoch FROM since)::numeric, id FROM finding WHERE id = ?",
                        row -> Cursor.behind(row.getBoolean(1), row.getInt(2), row.getBigDecimal(3), row.getString(4)),
                        id.value())
                .orElseThrow());
    }

    /** Behind that action. */
    public Cursor behind(ActionId id) {
        return store.transaction(connection -> Rows.one(
                        connection,
                        "SELECT -extract(epoch FROM updated_at)::numeric, id FROM action WHERE id = ?",
                        row -> Cursor.behind(row.getBigDecimal(1), row.getString(2)),
                        id.value())
                .orElseThrow());
    }

    /** How many there are. */
    public long count(FindingFilter filter) {
        return store.transaction(
                connection -> Rows.one(connection, "SELECT count(*)" + FINDINGS, row -> row.getLong(1), values(filter))
                        .orElseThrow());
    }

    public Optional<FindingRow> finding(FindingId id) {
        return store.transaction(connection -> Rows.one(connection, """
                SELECT finding.document, overlay.document AS said
                FROM finding LEFT JOIN overlay ON overlay.finding = finding.id WHERE id = ?""", Queries::finding, id.value()));
    }

    /** What people said about a finding. */
    public Optional<Overlay> overlay(FindingId id) {
        return store.transaction(connection -> new Overlays(connection).of(id));
    }

    /** Newest first. */
    public List<ActionRow> actions(ActionFilter filter, int limit, int offset) {
        return actions(filter, null, limit, offset);
    }

    /**
     * Newest first.
     *
     * @param after behind which row; null for the first
     */
    public List<ActionRow> actions(ActionFilter filter, @Nullable Cursor after, int limit, int offset) {
        String since = after == null ? null : after.place().get(0);
        String behind = after == null ? null : after.place().get(1);
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
                  AND (?::boolean IS NULL OR (state = 'PROPOSED' AND EXISTS (SELECT FROM overlay
                    WHERE overlay.finding = action.finding AND waived_until > now())) = ?)
                  AND (?::text IS NULL OR (-extract(epoch FROM updated_at)::numeric, id) > (?::numeric, ?))
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
                filter.waived(),
                filter.waived(),
                behind,
                since,
                behind,
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

    /** The newest. */
    public Optional<Rehearsal> rehearsal(ActionId id) {
        return store.transaction(connection -> Rows.one(
                connection,
                "SELECT document FROM rehearsal WHERE action = ?",
                Rows.document("document", Rehearsal.class),
                id.value()));
    }

    public Optional<TargetSpec> instance(InstanceId id) {
        return store.transaction(connection -> Rows.one(
                connection,
                "SELECT document FROM instance WHERE NOT removed AND name = ?",
                Rows.document("document", TargetSpec.class),
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

    private static FindingRow finding(ResultSet row) throws SQLException {
        return new FindingRow(
                Rows.document("document", Finding.class).read(row),
                row.getString("said") == null
                        ? null
                        : Rows.document("said", Overlay.class).read(row));
    }

    private static @Nullable Object[] values(FindingFilter filter, Object... more) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(names(filter.states()));
        values.add(names(filter.states()));
        values.add(filter.instance());
        values.add(filter.instance());
        values.add(filter.rule());
        values.add(filter.rule());
        values.add(filter.least().rank());
        values.add(filter.prefix());
        values.add(filter.prefix());
        values.add(filter.waived());
        values.add(filter.waived());
        values.addAll(List.of(more));
        return values.toArray();
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
