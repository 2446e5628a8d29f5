package dev.tickbird.console.store;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tickbird.console.approval.ActionFile;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.wire.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was with a finding before: its evidence over time, its episodes, who was told, what was proposed. */
public final class FindingPast {
    private static final TypeReference<List<Measure>> MEASURES = new TypeReference<>() {};
    private static final int MOST_POINTS = 5000;

    private final Store store;

    public FindingPast(Store store) {
        this.store = store;
    }

    /** How it stood at one time. */
    public record Point(Instant at, Severity severity, FindingState state, List<Measure> evidence) {}

    /** One time that it came. */
    public record Episode(
            int number,
            Instant since,
            Instant lastSeen,
            @Nullable Instant resolvedAt,
            Severity worst) {}

    /** What was said to one receiver. {@code delivery} is null once a newer message of its group took its place. */
    public record Message(
            String receiver,
            String kind,
            String title,
            Instant at,
            @Nullable Delivery delivery) {}

    /** Oldest first. */
    public List<Point> points(FindingId finding, Instant since) {
        return store.transaction(
                connection -> Rows.list(connection, """
                SELECT * FROM (SELECT at, severity, state, evidence FROM finding_point
                  WHERE finding = ? AND at >= ? ORDER BY at DESC LIMIT ?) newest ORDER BY at""", FindingPast::point, finding.value(), since, MOST_POINTS));
    }

    /** Newest first. */
    public List<Episode> episodes(FindingId finding) {
        return store.transaction(connection -> Rows.list(
                connection,
                "SELECT * FROM finding_episode WHERE finding = ? ORDER BY episode DESC LIMIT 50",
                FindingPast::episode,
                finding.value()));
    }

    /** Newest first. */
    public List<Message> messages(FindingId finding) {
        return store.transaction(connection -> Rows.list(connection, """
                SELECT message.*, delivery.document FROM message
                LEFT JOIN delivery ON delivery.key = message.receiver || '/' || message.grouping
                  AND delivery.document ->> 'notification' = message.id
                WHERE about @> ARRAY[?::text] ORDER BY at DESC, id LIMIT 20""", FindingPast::message, finding.value()));
    }

    /** What was proposed for it, newest first. */
    public List<Queries.ActionRow> actions(FindingId finding) {
        return store.transaction(connection -> Rows.list(
                connection,
                "SELECT id, file, updated_at FROM action WHERE finding = ? ORDER BY updated_at DESC, id LIMIT 20",
                row -> new Queries.ActionRow(
                        ActionId.of(row.getString("id")),
                        Rows.document("file", ActionFile.class).read(row),
                        row.getTimestamp("updated_at").toInstant()),
                finding.value()));
    }

    private static Point point(ResultSet row) throws SQLException {
        try {
            return new Point(
                    row.getTimestamp("at").toInstant(),
                    Urgency.byRank(row.getInt("severity")),
                    FindingState.valueOf(row.getString("state")),
                    Codec.mapper().readValue(row.getString("evidence"), MEASURES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Episode episode(ResultSet row) throws SQLException {
        Timestamp resolved = row.getTimestamp("resolved_at");
        return new Episode(
                row.getInt("episode"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                resolved == null ? null : resolved.toInstant(),
                Urgency.byRank(row.getInt("worst")));
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getString("receiver"),
                row.getString("kind"),
                row.getString("title"),
                row.getTimestamp("at").toInstant(),
                row.getString("document") == null
                        ? null
                        : Rows.document("document", Delivery.class).read(row));
    }
}
