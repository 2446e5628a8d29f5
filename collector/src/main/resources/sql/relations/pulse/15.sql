-- Purpose: One number for each table that moves whenever somebody uses it, so that the counters of the others need not be read again: whoever reads or writes a row, and whoever looks through a page, fetches a block of the table or scans it.
-- Versions: 15 and later: before, each statement makes the server load all counters from a file, which costs more than this saves
-- Privileges: none
-- Cost: 1 us per table, a fifth of a microsecond per relation of any kind
-- Locks: none
-- Resets: as those of tables: any difference counts as use
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Columns:
--   relation_oid  int8  table
--   locked        bool  somebody else holds it in ACCESS EXCLUSIVE or waits to
--   pulse         int8  a sum of counters that only rise; index scans that find nothing do not move it
/* tickbird:relations.pulse */
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
  -- system tables are read by ourselves
  CASE WHEN c.relnamespace = 11 THEN 0 ELSE pg_catalog.pg_stat_get_blocks_fetched(c.oid) + pg_catalog.pg_stat_get_numscans(c.oid) END
    + pg_catalog.pg_stat_get_vacuum_count(c.oid)
    + pg_catalog.pg_stat_get_autovacuum_count(c.oid)
    + pg_catalog.pg_stat_get_analyze_count(c.oid)
    + pg_catalog.pg_stat_get_autoanalyze_count(c.oid)
    -- a partitioned table, whose counters tell its ANALYZE alone, counts only that
    + CASE WHEN c.reltoastrelid <> 0 THEN pg_catalog.pg_stat_get_blocks_fetched(c.reltoastrelid) ELSE 0 END AS pulse
FROM pg_catalog.pg_class AS c
LEFT JOIN locked AS l ON l.relation = c.oid
WHERE c.relkind IN ('r', 'm', 'p')
  AND c.relpersistence <> 't'
  AND c.relnamespace <> ALL (ARRAY(SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('information_schema', 'pg_toast')))
  -- of the system catalogs only those that grew large
  AND (c.relnamespace <> 11 OR c.relpages >= 1000)
