package dev.tickbird.console.store;

import dev.tickbird.schemas.common.StableId;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings inside a transaction: how they stand, how they are listed, and how they came there. */
public final class FindingsWriter {
    private static final Duration CLOSEST = Duration.ofMinutes(1);
    private static final int POINTS_OF_AN_AGE = 200;
    /** No table of the history keeps less. */
    private static final Duration OLDEST = Duration.ofDays(2);

    private static final Duration AHEAD = Duration.ofHours(1);

    private final Connection connection;
    private final Instant now;

    FindingsWriter(Connection connection, Instant now) {
        this.connection = connection;
        this.now = now;
    }

    /** What was noted last of a finding. */
    private record Noted(@Nullable Instant at, @Nullable String what) {}

    public void put(Finding finding) throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (id) DO UPDATE SET instance = excluded.instance, rule = excluded.rule, severity = excluded.severity,
                  state = excluded.state, provisional = excluded.provisional, since = excluded.since,
                  document = excluded.document, updated_at = excluded.updated_at""",
                finding.id().value(),
                finding.instance().value(),
                finding.rule(),
                finding.severity().rank(),
                finding.state().name(),
                finding.provisional(),
                finding.since(),
                Rows.json(finding),
                now);
        Noted noted = noted(finding).orElse(new Noted(null, null));
        row(finding);
        episode(finding);
        note(finding, noted);
    }

    public void remove(String id) throws SQLException {
        Rows.update(connection, "DELETE FROM finding WHERE id = ?", id);
        Rows.update(connection, "DELETE FROM finding_row WHERE id = ?", id);
    }

    private void row(Finding finding) throws SQLException {
        String subject = text(finding.subject().label());
        String search = String.join(
                        "\n",
                        finding.title(),
                        subject,
                        finding.rule(),
                        finding.instance().value())
                .toLowerCase(Locale.ROOT);
        Rows.update(
                connection,
                """
                INSERT INTO finding_row (id, instance, rule, subject, urgency, state, since, caused_by, search)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET instance = excluded.instance, rule = excluded.rule, subject = excluded.subject,
                  urgency = excluded.urgency, state = excluded.state, since = excluded.since, caused_by = excluded.caused_by,
                  search = excluded.search
                WHERE (finding_row.urgency, finding_row.state, finding_row.since, finding_row.caused_by, finding_row.search)
                  IS DISTINCT FROM (excluded.urgency, excluded.state, excluded.since, excluded.caused_by, excluded.search)""",
                finding.id().value(),
                finding.instance().value(),
                finding.rule(),
                subject,
                Urgency.of(finding.severity(), finding.provisional()),
                finding.state().name(),
                finding.since(),
                finding.causedBy() == null ? null : finding.causedBy().value(),
                text(search));
    }

    private void episode(Finding finding) throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO finding_episode VALUES (?, ?, ?, ?, ?::timestamptz, ?)
                ON CONFLICT (finding, episode) DO UPDATE SET last_seen = excluded.last_seen,
                  resolved_at = excluded.resolved_at, worst = greatest(finding_episode.worst, excluded.worst)
                WHERE finding_episode.resolved_at IS DISTINCT FROM excluded.resolved_at
                  OR finding_episode.worst < excluded.worst
                  OR finding_episode.last_seen < excluded.last_seen - interval '1 hour'""",
                finding.id().value(),
                finding.episode(),
                finding.since(),
                finding.lastSeen(),
                finding.resolvedAt(),
                finding.severity().rank());
    }

    private Optional<Noted> noted(Finding finding) throws SQLException {
        return Rows.one(
                connection,
                "SELECT noted_at, noted FROM finding_row WHERE id = ?",
                row -> new Noted(
                        row.getTimestamp("noted_at") == null
                                ? null
                                : row.getTimestamp("noted_at").toInstant(),
                        row.getString("noted")),
                finding.id().value());
    }

    /**
     * One point more, when the finding says something new. The older an episode, the farther apart are points that differ in figures
     * only, so that they stay some hundreds for however long it lasts.
     */
    private void note(Finding finding, Noted last) throws SQLException {
        Instant at = finding.resolvedAt() == null ? finding.lastSeen() : finding.resolvedAt();
        String standing = finding.episode() + finding.state().name() + finding.severity();
        String evidence = Rows.json(finding.evidence());
        String what = standing + " " + StableId.of("evd", evidence);
        boolean changed = last.what() == null || !last.what().startsWith(standing + " ");
        boolean moved = !what.equals(last.what())
                && last.at() != null
                && !at.isBefore(last.at().plus(apart(finding.since(), at)));
        if ((!changed && !moved) || at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(AHEAD))) {
            return;
        }
        Rows.update(
                connection,
                "INSERT INTO finding_point VALUES (?, ?, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING",
                finding.id().value(),
                at,
                finding.severity().rank(),
                finding.state().name(),
                finding.state() == FindingState.UNKNOWN ? "[]" : evidence);
        Rows.update(
                connection,
                "UPDATE finding_row SET noted_at = ?, noted = ? WHERE id = ?",
                at,
                what,
                finding.id().value());
    }

    private static Duration apart(Instant since, Instant at) {
        Duration thinned = Duration.between(since, at).dividedBy(POINTS_OF_AN_AGE);
        return thinned.compareTo(CLOSEST) > 0 ? thinned : CLOSEST;
    }

    /** PostgreSQL's text cannot hold NUL characters. */
    private static String text(String text) {
        return text.replace('\0', '\ufffd');
    }
}
