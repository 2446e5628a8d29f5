package dev.tickbird.console.store;

import dev.tickbird.console.store.FindingSearch.Sort;
import dev.tickbird.console.store.Queries.FindingRow;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.Overlay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings by the page: one page costs the same at its beginning and at its end, however many there are. */
public final class FindingList {
    private static final String APART = "~";
    private static final String ROOT = """
            (row.caused_by IS NULL OR NOT EXISTS (
              SELECT FROM finding_row cause WHERE cause.id = row.caused_by AND cause.state <> 'RESOLVED'))""";

    private final Store store;

    public FindingList(Store store) {
        this.store = store;
    }

    /** A finding in a list, and how many live ones it explains. */
    public record Listed(FindingRow row, long symptoms) {
        public Finding finding() {
            return row.finding();
        }
    }

    /**
     * Some rows, and where the next ones begin.
     *
     * @param next null on the last page
     */
    public record Page<T>(List<T> rows, @Nullable String next) {}

    /** The same problem of the same object on several servers. */
    public record Pattern(
            String rule, String subject, String title, Severity worst, long servers, long findings, Instant since) {}

    /** How many there are of each severity; provisional ones count as notes. */
    public record Counts(Map<Severity, Long> bySeverity, long waived) {
        public long of(Severity severity) {
            return bySeverity.getOrDefault(severity, 0L);
        }

        /** Those that matter as much, or more. */
        public long atLeast(Severity severity) {
            return bySeverity.entrySet().stream()
                    .filter(count -> count.getKey().atLeast(severity))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        public long total() {
            return bySeverity.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Those that matter more than a note. */
        public long pressing() {
            return total() - of(Severity.INFO);
        }
    }

    /**
     * One page.
     *
     * @param roots whether those are left out that another live finding explains
     * @param after where the page before said that this one begins; null for the first
     */
    public Page<Listed> page(FindingSearch search, Sort sort, boolean roots, @Nullable String after, int size) {
        Where where = search.where();
        if (roots) {
            where.and(ROOT);
        }
        if (after != null) {
            where.and(sort.after, place(sort, after));
        }
        String sql = """
                SELECT page.*, finding.document, overlay.document AS said,
                  (SELECT count(*) FROM finding_row symptom
                   WHERE symptom.caused_by = page.id AND symptom.state <> 'RESOLVED') AS symptoms
                FROM (SELECT row.id, row.urgency, row.since, row.instance, row.rule FROM finding_row row%s
                      ORDER BY %s LIMIT ?) page
                JOIN finding ON finding.id = page.id
                LEFT JOIN overlay ON overlay.finding = page.id
                ORDER BY %s""".formatted(where.sql(), sort.order, sort.order.replace("row.", "page."));
        return store.transaction(connection -> {
            List<Placed> rows = Rows.list(
                    connection, sql, row -> new Placed(listed(row), place(sort, row)), where.values(size + 1));
            boolean more = rows.size() > size;
            List<Placed> shown = more ? rows.subList(0, size) : rows;
            return new Page<>(
                    shown.stream().map(Placed::listed).toList(),
                    more ? shown.getLast().place() : null);
        });
    }

    /** How many there are of each severity, and how many of the same are waived. */
    public Counts counts(FindingSearch search, boolean roots) {
        Where where = search.from(Severity.INFO).where();
        if (roots) {
            where.and(ROOT);
        }
        Where waived = search.waived(!search.waived()).where();
        return store.transaction(connection -> {
            Map<Severity, Long> counts = new EnumMap<>(Severity.class);
            Rows.list(
                            connection,
                            "SELECT row.urgency, count(*) FROM finding_row row" + where.sql() + " GROUP BY 1",
                            row -> Map.entry(Urgency.severity(row.getInt(1)), row.getLong(2)),
                            where.values())
                    .forEach(count -> counts.merge(count.getKey(), count.getValue(), Long::sum));
            long others = Rows.one(
                            connection,
                            "SELECT count(*) FROM overlay JOIN finding_row row ON row.id = overlay.finding"
                                    + waived.sql(),
                            row -> row.getLong(1),
                            waived.values())
                    .orElse(0L);
            return new Counts(counts, search.waived() ? 0 : others);
        });
    }

    /** Worst first, then by the number of servers. */
    public Page<Pattern> patterns(FindingSearch search, int offset, int size) {
        Where where = search.where();
        String sql = """
                SELECT rule, subject, max(urgency) AS urgency, count(*) AS servers, sum(findings) AS findings,
                  min(since) AS since, min(id) AS sample
                FROM (SELECT row.rule, row.subject, row.instance, max(row.urgency) AS urgency, count(*) AS findings,
                        min(row.since) AS since, min(row.id) AS id
                      FROM finding_row row%s GROUP BY 1, 2, 3) AS one
                GROUP BY 1, 2 ORDER BY 3 DESC, 4 DESC, 1, 2 LIMIT ? OFFSET ?""".formatted(where.sql());
        String titled = "SELECT pattern.*, finding.document ->> 'title' AS title FROM (" + sql
                + ") AS pattern JOIN finding ON finding.id = sample ORDER BY urgency DESC, servers DESC, pattern.rule, subject";
        List<Pattern> rows = store.transaction(
                connection -> Rows.list(connection, titled, FindingList::pattern, where.values(size + 1, offset)));
        return rows.size() > size
                ? new Page<>(rows.subList(0, size), Integer.toString(offset + size))
                : new Page<>(rows, null);
    }

    /** What follows from a finding: live findings that it explains, worst first. */
    public List<FindingRow> symptoms(Finding cause, int most) {
        return store.transaction(connection ->
                Rows.list(connection, """
                SELECT finding.document, overlay.document AS said FROM finding_row row JOIN finding ON finding.id = row.id
                LEFT JOIN overlay ON overlay.finding = row.id
                WHERE row.caused_by = ? AND row.state <> 'RESOLVED'
                ORDER BY row.urgency DESC, row.since DESC, row.id LIMIT ?""", FindingList::said, cause.id().value(), most));
    }

    /** A row and its place in the order. */
    private record Placed(Listed listed, String place) {}

    private static String place(Sort sort, ResultSet row) throws SQLException {
        String urgency = Integer.toString(row.getInt("urgency"));
        String since = row.getTimestamp("since").toInstant().toString();
        String id = row.getString("id");
        return switch (sort) {
            case WORST -> String.join(APART, urgency, since, id);
            case NEWEST, OLDEST -> String.join(APART, since, id);
            case SERVER -> String.join(APART, row.getString("instance"), urgency, id);
            case RULE -> String.join(APART, row.getString("rule"), urgency, id);
        };
    }

    private static Object[] place(Sort sort, String text) {
        String[] parts = text.split(APART, -1);
        try {
            return switch (sort) {
                case WORST -> new Object[] {Short.valueOf(parts[0]), Instant.parse(parts[1]), parts[2]};
                case NEWEST, OLDEST -> new Object[] {Instant.parse(parts[0]), parts[1]};
                case SERVER, RULE -> new Object[] {parts[0], Short.valueOf(parts[1]), parts[2]};
            };
        } catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("'after' is not a place that a page gave: leave it out", e);
        }
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(said(row), row.getLong("symptoms"));
    }

    private static FindingRow said(ResultSet row) throws SQLException {
        return new FindingRow(
                Rows.document("document", Finding.class).read(row),
                row.getString("said") == null
                        ? null
                        : Rows.document("said", Overlay.class).read(row));
    }

    private static Pattern pattern(ResultSet row) throws SQLException {
        return new Pattern(
                row.getString("rule"),
                row.getString("subject"),
                row.getString("title"),
                Urgency.severity(row.getInt("urgency")),
                row.getLong("servers"),
                row.getLong("findings"),
                row.getTimestamp("since").toInstant());
    }
}
