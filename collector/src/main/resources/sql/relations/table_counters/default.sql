-- Purpose: Counters of tables by the pg_stat_get functions, which cost a fifth of the views.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 1.5 us per table
-- Locks: none
-- Resets: counters fall to 0 at pg_stat_reset(), a crash or an immediate stop
-- Columns:
--   relation_oid           int8         table
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
--   toast_live             int8         chunks; null without a TOAST table
--   toast_dead             int8         chunks
/* tickbird:relations.table_counters */
SELECT
  c.oid::int8 AS relation_oid,
  CASE WHEN n.oid = 11 THEN 0 ELSE pg_catalog.pg_stat_get_numscans(c.oid) END AS sequential_scans,
  CASE WHEN n.oid = 11 THEN 0 ELSE pg_catalog.pg_stat_get_tuples_returned(c.oid) END AS sequential_tuples,
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
  CASE WHEN c.reltoastrelid <> 0 THEN pg_catalog.pg_stat_get_live_tuples(c.reltoastrelid) END AS toast_live,
  CASE WHEN c.reltoastrelid <> 0 THEN pg_catalog.pg_stat_get_dead_tuples(c.reltoastrelid) END AS toast_dead
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm')
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('information_schema', 'pg_toast')
  -- of the system catalogs only those that grew large
  AND (n.nspname <> 'pg_catalog' OR c.relpages >= 1000)
ORDER BY c.oid
