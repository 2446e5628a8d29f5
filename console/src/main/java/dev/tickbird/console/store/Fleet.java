package dev.tickbird.console.store;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers of the fleet with what is wrong with them, by the page. */
public final class Fleet {
    private static final String PRESENT = " WHERE row.state <> 'RESOLVED'"
            + " AND NOT EXISTS (SELECT FROM overlay WHERE overlay.finding = row.id AND waived_until > now()) ";
    private static final String COUNTED = """
            SELECT row.instance, max(row.urgency) AS urgency,
              count(*) FILTER (WHERE row.urgency = %d) AS emergencies, count(*) FILTER (WHERE row.urgency = %d) AS criticals,
              count(*) FILTER (WHERE row.urgency = %d) AS warnings, count(*) FILTER (WHERE row.urgency <= %d) AS notes
            FROM finding_row row""".formatted(
                            Urgency.of(Severity.EMERGENCY),
                            Urgency.of(Severity.CRITICAL),
                            Urgency.of(Severity.WARNING),
                            Urgency.of(Severity.INFO))
            + PRESENT + "GROUP BY 1";
    private static final String WORST_FIRST = " ORDER BY urgency DESC NULLS LAST, coalesce(emergencies, 0) DESC,"
            + " coalesce(criticals, 0) DESC, coalesce(warnings, 0) DESC, name";

    private final Store store;

    public Fleet(Store store) {
        this.store = store;
    }

    /**
     * One server.
     *
     * @param worst the title of its worst finding; null when it has none
     * @param finding that finding's id
     * @param severity that finding's severity; provisional ones count as notes
     */
    public record Server(
            TargetSpec target,
            @Nullable String worst,
            @Nullable String finding,
            @Nullable Severity severity,
            long emergencies,
            long criticals,
            long warnings,
            long notes) {
        /** How many findings there are of each severity, those of which there are any. */
        public String counts() {
            return Stream.of(
                            counted(emergencies, Severity.EMERGENCY),
                            counted(criticals, Severity.CRITICAL),
                            counted(warnings, Severity.WARNING),
                            counted(notes, Severity.INFO))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(" · "));
        }

        private static String counted(long count, Severity severity) {
            return count == 0 ? "" : String.format(Locale.ROOT, "%,d %s", count, severity.label());
        }
    }

    /**
     * Some servers, worst first.
     *
     * @param total how many there are with this filter
     * @param watched how many there are at all
     * @param next where the next page begins; null on the last
     */
    public record Page(
            List<Server> servers,
            long total,
            long watched,
            @Nullable String next) {}

    /**
     * One page.
     *
     * @param text part of the name, cluster or host, in any case; null for all
     * @param tag {@code key=value} or {@code key}; null for all
     */
    public Page page(@Nullable String text, @Nullable String tag, int offset, int size) {
        Where where = where(text, tag);
        // The worst finding is looked up for the servers that are shown only.
        String sql = "SELECT page.*, worst.* FROM (SELECT name, document, counted.* FROM instance LEFT JOIN (" + COUNTED
                + ") counted ON counted.instance = instance.name" + where.sql() + WORST_FIRST
                + " LIMIT ? OFFSET ?) page LEFT JOIN LATERAL (SELECT row.id AS worst, finding.document ->> 'title' AS title"
                + " FROM finding_row row JOIN finding ON finding.id = row.id" + PRESENT
                + "AND row.instance = page.name ORDER BY row.urgency DESC, row.since DESC, row.id DESC LIMIT 1) worst ON true"
                + WORST_FIRST;
        return store.transaction(connection -> {
            List<Server> servers = Rows.list(connection, sql, Fleet::server, where.values(size, offset));
            long total = Rows.one(
                            connection,
                            "SELECT count(*) FROM instance" + where.sql(),
                            row -> row.getLong(1),
                            where.values())
                    .orElse(0L);
            long watched = Rows.one(
                            connection, "SELECT count(*) FROM instance WHERE NOT removed", row -> row.getLong(1))
                    .orElse(0L);
            String next = offset + servers.size() < total ? Integer.toString(offset + size) : null;
            return new Page(servers, total, watched, next);
        });
    }

    /** One that is watched. */
    public Optional<TargetSpec> server(String name) {
        return store.transaction(connection -> Rows.one(
                connection,
                "SELECT document FROM instance WHERE name = ? AND NOT removed",
                Rows.document("document", TargetSpec.class),
                name));
    }

    private static Where where(@Nullable String text, @Nullable String tag) {
        Where where = new Where().and("NOT instance.removed");
        if (text != null) {
            where.and(
                    "strpos(lower(concat_ws(' ', instance.name, instance.document ->> 'cluster', instance.document ->> 'host')), ?) > 0",
                    text.toLowerCase(Locale.ROOT));
        }
        if (tag != null) {
            int equals = tag.indexOf('=');
            if (equals < 0) {
                where.and("instance.document -> 'tags' -> ? IS NOT NULL", tag);
            } else {
                where.and("instance.document -> 'tags' ->> ? = ?", tag.substring(0, equals), tag.substring(equals + 1));
            }
        }
        return where;
    }

    private static Server server(ResultSet row) throws SQLException {
        String finding = row.getString("worst");
        return new Server(
                Rows.document("document", TargetSpec.class).read(row),
                row.getString("title"),
                finding,
                finding == null ? null : Urgency.severity(row.getInt("urgency")),
                row.getLong("emergencies"),
                row.getLong("criticals"),
                row.getLong("warnings"),
                row.getLong("notes"));
    }
}
