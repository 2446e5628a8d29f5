-- Purpose: What changes without DDL: sizes as the catalog estimates them, frozen ids, and counters by the pg_stat_get functions, which cost a fifth of the views.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 4 us per table
-- Locks: none
-- Resets: counters fall to 0 at pg_stat_reset(), a crash or an immediate stop
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Of some only: the reader adds AND c.oid = ANY (?)
-- Columns:
--   relation_oid           int8         table
--   locked                 bool         somebody else holds it in ACCESS EXCLUSIVE or waits to
--   counted                bool         has counters: false for a partitioned table
--   file_node              int8         relfilenode: changes with every rewrite
--   pages                  int8         pages of 8 kB as of the last VACUUM, ANALYZE or index build
--   tuples                 float8       rows as of the same; -1 never counted (14 and later)
--   all_visible            int8         pages
--   frozen_xid             xid          relfrozenxid, 32 bits: never an age, which would change every row
--   min_multixact          xid          relminmxid, 32 bits
--   sequential_scans       int8         count; 0 for system tables, which our own reading moves
--   sequential_tuples      int8         rows read by them
--   inserted               int8         rows
--   updated                int8         rows
--   deleted                int8         rows
--   hot_updated            int8         rows
--   live                   int8         estimate
--   dead                   int8         estimate
--   modified               int8         rows since the last ANALYZE
--   inserted_since_vacuum  int8         rows
--   vacuums                int8         count
--   autovacuums            int8         count
--   analyzes               int8         count
--   autoanalyzes           int8         count
--   vacuumed_at            timestamptz  null: never since the reset
--   autovacuumed_at        timestamptz  the same
--   analyzed_at            timestamptz  the same
--   autoanalyzed_at        timestamptz  the same
--   toast_oid              int8         null for none: its counters come from relations/toast_counters
/* tickbird:relations.table_counters */
WITH locked AS MATERIALIZED (
  SELECT DISTINCT l.relation
  FROM pg_catalog.pg_locks AS l
  WHERE l.mode = 'AccessExclusiveLock'
    AND l.relation IS NOT NULL
    AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
)
SELECT
  c.oid::int8 AS relation_oid,
  l.relation IS NOT NULL AS locked,
  c.relkind <> 'p' AS counted,
  c.relfilenode::int8 AS file_node,
  c.relpages::int8 AS pages,
  c.reltuples::float8 AS tuples,
  c.relallvisible::int8 AS all_visible,
  c.relfrozenxid AS frozen_xid,
  c.relminmxid AS min_multixact,
  CASE WHEN c.relnamespace = 11 THEN 0 ELSE pg_catalog.pg_stat_get_numscans(c.oid) END AS sequential_scans,
  CASE WHEN c.relnamespace = 11 THEN 0 ELSE pg_catalog.pg_stat_get_tuples_returned(c.oid) END AS sequential_tuples,
  pg_catalog.pg_stat_get_tuples_inserted(c.oid) AS inserted,
  pg_catalog.pg_stat_get_tuples_updated(c.oid) AS updated,
  pg_catalog.pg_stat_get_tuples_deleted(c.oid) AS deleted,
  pg_catalog.pg_stat_get_tuples_hot_updated(c.oid) AS hot_updated,
  pg_catalog.pg_stat_get_live_tuples(c.oid) AS live,
  pg_catalog.pg_stat_get_dead_tuples(c.oid) AS dead,
  pg_catalog.pg_stat_get_mod_since_analyze(c.oid) AS modified,
  pg_catalog.pg_stat_get_ins_since_vacuum(c.oid) AS inserted_since_vacuum,
  pg_catalog.pg_stat_get_vacuum_count(c.oid) AS vacuums,
  pg_catalog.pg_stat_get_autovacuum_count(c.oid) AS autovacuums,
  pg_catalog.pg_stat_get_analyze_count(c.oid) AS analyzes,
  pg_catalog.pg_stat_get_autoanalyze_count(c.oid) AS autoanalyzes,
  pg_catalog.pg_stat_get_last_vacuum_time(c.oid) AS vacuumed_at,
  pg_catalog.pg_stat_get_last_autovacuum_time(c.oid) AS autovacuumed_at,
  pg_catalog.pg_stat_get_last_analyze_time(c.oid) AS analyzed_at,
  pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid) AS autoanalyzed_at,
  nullif(c.reltoastrelid, 0)::int8 AS toast_oid
FROM pg_catalog.pg_class AS c
LEFT JOIN locked AS l ON l.relation = c.oid
WHERE c.relkind IN ('r', 'm', 'p')
  AND c.relpersistence <> 't'
  AND c.relnamespace <> ALL (ARRAY(SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('information_schema', 'pg_toast')))
  -- of the system catalogs only those that grew large
  AND (c.relnamespace <> 11 OR c.relpages >= 1000)
