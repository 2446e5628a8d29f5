package dev.tickbird.benchmarks.harm;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.ValidateConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action, what goes before it, and the statement that somebody in a hurry would send instead.
 *
 * @param table the table or view of schema public that is worked on
 * @param index the index that is worked on; null for none
 * @param migration whether somebody adds a column to the table a moment after it began
 * @param before what brings the table into the state that the action mends
 */
record Trial(
        Action action, String table, @Nullable String index, String naive, boolean migration, List<String> before) {
    private static final String SCHEMA = "public";
    private static final String TABLE = "pgbench_accounts";
    private static final String DEAD_ROWS = "UPDATE pgbench_accounts SET abalance = 0 WHERE aid <= 500000";

    static final List<Trial> ALL = List.of(
            of(new Analyze(SCHEMA, TABLE), null, "ANALYZE pgbench_accounts"),
            of(new Vacuum(SCHEMA, TABLE, List.of()), null, "VACUUM pgbench_accounts", DEAD_ROWS),
            new Trial(
                    new Vacuum(SCHEMA, TABLE, List.of()),
                    TABLE,
                    null,
                    "VACUUM pgbench_accounts",
                    true,
                    List.of(DEAD_ROWS)),
            of(
                    new ReindexIndex(SCHEMA, "airy", TABLE),
                    "airy",
                    "REINDEX INDEX airy",
                    "DROP INDEX IF EXISTS airy",
                    "CREATE INDEX airy ON pgbench_accounts (bid, aid) WITH (fillfactor = 50)",
                    "ALTER INDEX airy RESET (fillfactor)"),
            of(
                    new CreateIndex(
                            SCHEMA,
                            TABLE,
                            "made",
                            "btree",
                            List.of(IndexColumn.ascending("bid"), IndexColumn.ascending("aid")),
                            List.of(),
                            false,
                            null,
                            null),
                    null,
                    "CREATE INDEX made ON pgbench_accounts (bid, aid)",
                    "DROP INDEX IF EXISTS airy",
                    "DROP INDEX IF EXISTS made"),
            of(
                    new DropIndex(SCHEMA, "twin", TABLE, DropReason.DUPLICATE, "pgbench_accounts_pkey", null, null),
                    "twin",
                    "DROP INDEX twin",
                    "DROP INDEX IF EXISTS made",
                    "DROP INDEX IF EXISTS twin",
                    "CREATE INDEX twin ON pgbench_accounts (aid)"),
            of(
                    new SetTableStorage(SCHEMA, TABLE, List.of(new OptionChange("fillfactor", "100", "90"))),
                    null,
                    "ALTER TABLE pgbench_accounts SET (fillfactor = 90)",
                    "ALTER TABLE pgbench_accounts SET (fillfactor = 100)"),
            of(
                    new ValidateConstraint(SCHEMA, TABLE, "positive"),
                    null,
                    "ALTER TABLE pgbench_accounts DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (aid > 0)",
                    "ALTER TABLE pgbench_accounts DROP CONSTRAINT IF EXISTS positive",
                    "ALTER TABLE pgbench_accounts ADD CONSTRAINT positive CHECK (aid > 0) NOT VALID"),
            new Trial(
                    new RefreshMaterializedView(SCHEMA, "totals", true),
                    "totals",
                    null,
                    "REFRESH MATERIALIZED VIEW totals",
                    false,
                    List.of()));

    Trial {
        before = List.copyOf(before);
    }

    private static Trial of(Action action, @Nullable String index, String naive, String... before) {
        return new Trial(action, TABLE, index, naive, false, List.of(before));
    }

    /** The action's type. */
    String type() {
        return String.valueOf(action.type());
    }

    String title() {
        return migration ? type() + ", a migration meanwhile" : type();
    }
}
