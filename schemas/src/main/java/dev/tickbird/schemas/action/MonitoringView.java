package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The views for people who live in psql, what each shows, and what a database is told of them. */
public enum MonitoringView {
    TABLE_HEALTH(
            "table_health",
            "Every table and materialized view, the largest first. Bytes are pages as of the last VACUUM or ANALYZE; rows,"
                    + " scans and times count since counters_since; freeze_age_percent is against autovacuum_freeze_max_age."),
    INDEX_USAGE(
            "index_usage",
            "Every index, the largest first. Scans count since counters_since and on this server alone: a standby counts its"
                    + " own. last_scan_at is known from PostgreSQL 16 on. Bytes are pages as of the last VACUUM or ANALYZE."),
    TABLE_BLOAT(
            "table_bloat",
            "An estimate of what a rewrite of each table of 1 MB or more would give back, from statistics as of counted_at;"
                    + " nothing is measured. It needs statistics that you may read (SELECT on the table); remark says where"
                    + " it is rough or missing."),
    SLOW_QUERIES(
            "slow_queries",
            "What pg_stat_statements counted in this database, the most time in total first. Times are milliseconds of"
                    + " execution; read_milliseconds needs track_io_timing."),
    LONG_RUNNING_QUERIES(
            "long_running_queries",
            "Statements that run and transactions that are open now, in every database, the oldest first, with who blocks"
                    + " them. query_milliseconds of a session that is idle in its transaction is what its last statement took."),
    PARTITION_HEALTH(
            "partition_health",
            "Every partitioned table with all partitions below it together. Bytes and rows are as of the last VACUUM or"
                    + " ANALYZE; rows in default_partition found no other place.");

    /** Rises when a definition changes. */
    private static final int REVISION = 1;

    private static final String MARK = "tickbird-views";
    private static final String FOLDER = "/monitoring-views/";
    private static final int OLDEST_MAJOR = 13;

    private final String title;
    private final String about;

    MonitoringView(String title, String about) {
        this.title = title;
        this.about = about;
    }

    /** What they are called, in any revision. */
    public static List<String> names() {
        return Arrays.stream(values()).map(view -> view.title).toList();
    }

    /** What the comments of the schema and of each view hold, so that nobody else's are taken for ours. */
    public static String mark() {
        return MARK;
    }

    /** What the schema's comment says when its views are those of this version for that server. */
    public static String schemaComment(ServerVersion version, @Nullable StatementsSource statements) {
        return "Views for people, made and removed by Tickbird; keep other things elsewhere. (" + MARK + " " + REVISION
                + ", PostgreSQL " + version.major() + ", "
                + (statements == null
                        ? "without pg_stat_statements"
                        : "pg_stat_statements " + statements.version() + " in "
                                + new Identifier(statements.schema()).sql())
                + ")";
    }

    String in(String schema) {
        return Identifier.qualified(schema, title);
    }

    String create(String schema, ServerVersion version, @Nullable StatementsSource statements) {
        String select = this == SLOW_QUERIES
                ? slowQueries(statements)
                : read(IntStream.iterate(version.major(), major -> major > OLDEST_MAJOR, major -> major - 1)
                        .mapToObj(Integer::toString)
                        .filter(this::exists)
                        .findFirst()
                        .orElse("default"));
        return "CREATE VIEW " + in(schema) + " AS\n" + select.strip();
    }

    private String slowQueries(@Nullable StatementsSource statements) {
        return statements == null
                ? read("absent")
                : read(statements.variant()).replace("{statements}", statements.relation());
    }

    String comment(String schema, @Nullable StatementsSource statements) {
        String words = about;
        if (this == SLOW_QUERIES) {
            words = statements == null
                    ? "Empty: pg_stat_statements is not installed in this database, or too old. Once it is, the views are made"
                            + " anew."
                    : about + " While this view is there, pg_stat_statements can neither be updated nor dropped.";
        }
        return "COMMENT ON VIEW " + in(schema) + " IS "
                + Identifier.literal(words + " (" + MARK + " " + REVISION + ")");
    }

    private boolean exists(String variant) {
        return MonitoringView.class.getResource(path(variant)) != null;
    }

    private String read(String variant) {
        try (InputStream in = MonitoringView.class.getResourceAsStream(path(variant))) {
            if (in == null) {
                throw new IllegalStateException("the definition " + path(variant) + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(String variant) {
        return FOLDER + title + "/" + variant + ".sql";
    }
}
