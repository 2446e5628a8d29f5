package dev.tickbird.collector.probe;

import dev.tickbird.postgres.SqlLookup;
import dev.tickbird.postgres.SqlResources;
import dev.tickbird.postgres.SqlStatement;
import dev.tickbird.schemas.common.ServerVersion;
import java.util.Arrays;
import java.util.List;

/** Every statement that a collector sends, by the folder that its files lie in. */
public enum Query {
    INSTANCE_IDENTITY("instance/identity"),
    INSTANCE_CONTROL("instance/control"),
    INSTANCE_SETTINGS("instance/settings"),
    INSTANCE_DATABASES("instance/databases"),
    INSTANCE_SIZES("instance/sizes"),
    INSTANCE_CONNECTIONS("instance/connections"),
    INSTANCE_STANDBYS("instance/standbys"),
    INSTANCE_SLOTS("instance/slots"),
    INSTANCE_WAL("instance/wal"),
    INSTANCE_ARCHIVER("instance/archiver"),
    INSTANCE_CHECKPOINTS("instance/checkpoints"),
    INSTANCE_MANAGER("instance/manager"),
    CANARY_WORK("canary/work"),
    CANARY_BLOCKED("canary/blocked"),
    ACTIVITY_SESSIONS("activity/sessions"),
    ACTIVITY_PREPARED("activity/prepared"),
    ACTIVITY_HORIZON("activity/horizon"),
    ACTIVITY_PROGRESS("activity/progress"),
    STATEMENTS_EXTENSION("statements/extension"),
    STATEMENTS_INFO("statements/info"),
    STATEMENTS_TOP("statements/top"),
    STATEMENTS_FILTERS_EXTENSION("statements/filters_extension"),
    STATEMENTS_FILTERS("statements/filters"),
    RELATIONS_ACCESS("relations/access"),
    RELATIONS_CHANGES("relations/changes"),
    RELATIONS_EXTENSIONS("relations/extensions"),
    RELATIONS_MEMBERS("relations/members"),
    RELATIONS_PUBLISHED("relations/published"),
    RELATIONS_MATVIEWS("relations/matviews"),
    RELATIONS_IGNORED("relations/ignored"),
    RELATIONS_TABLES("relations/tables"),
    RELATIONS_INDEXES("relations/indexes"),
    RELATIONS_OPERATOR_CLASSES("relations/operator_classes"),
    RELATIONS_COLLATIONS("relations/collations"),
    RELATIONS_EXPRESSIONS("relations/expressions"),
    RELATIONS_CONSTRAINTS("relations/constraints"),
    RELATIONS_COLUMNS("relations/columns"),
    RELATIONS_TYPES("relations/types"),
    RELATIONS_COLUMN_STATS("relations/column_stats"),
    RELATIONS_COLUMN_STATS_CATALOG("relations/column_stats_catalog"),
    RELATIONS_COLUMN_STATS_VIEW("relations/column_stats_view"),
    RELATIONS_PULSE("relations/pulse"),
    RELATIONS_TABLE_COUNTERS("relations/table_counters"),
    RELATIONS_TOAST_COUNTERS("relations/toast_counters"),
    RELATIONS_INDEX_COUNTERS("relations/index_counters"),
    RELATIONS_BUILDING("relations/building"),
    RELATIONS_SIZES("relations/sizes"),
    RELATIONS_SEQUENCES("relations/sequences"),
    RELATIONS_MONITORING("relations/monitoring"),
    PLANS_TABLE("plans/table"),
    PLANS_COLUMNS("plans/columns"),
    PLANS_LEAVES("plans/leaves");

    private static final SqlResources RESOURCES = new SqlResources(Query.class);

    private final String path;

    Query(String path) {
        this.path = path;
    }

    /** The name in gaps and metrics, e.g. {@code relations.column-stats}. */
    public String label() {
        return path.replace('/', '.').replace('_', '-');
    }

    /** The statement for that version, or that there is none. */
    public SqlLookup find(ServerVersion version) {
        return RESOURCES.find(path, version);
    }

    /** Its files, oldest version first. */
    public List<SqlStatement> variants() {
        return RESOURCES.variants(path);
    }

    /** All that is sent to a server of that version, in the order of the probes: for those who want to read it before. */
    public static List<SqlStatement> all(ServerVersion version) {
        return Arrays.stream(values())
                .flatMap(query -> query.find(version) instanceof SqlLookup.Found(SqlStatement statement)
                        ? java.util.stream.Stream.of(statement)
                        : java.util.stream.Stream.empty())
                .toList();
    }
}
