-- Purpose: Other sessions that build indexes on, vacuum, analyze or cluster a table, by its oid (four times the parameter).
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   pid      int4
--   command  text
/* tickbird:execution.maintenance */
SELECT m.pid, m.command FROM (
  SELECT p.pid, p.datname, p.command FROM pg_catalog.pg_stat_progress_create_index AS p WHERE p.relid = ?
  UNION ALL
  SELECT p.pid, p.datname, 'VACUUM' FROM pg_catalog.pg_stat_progress_vacuum AS p WHERE p.relid = ?
  UNION ALL
  SELECT p.pid, p.datname, 'ANALYZE' FROM pg_catalog.pg_stat_progress_analyze AS p WHERE p.relid = ?
  UNION ALL
  SELECT p.pid, p.datname, p.command FROM pg_catalog.pg_stat_progress_cluster AS p WHERE p.relid = ?) AS m
WHERE m.datname = pg_catalog.current_database()
ORDER BY m.pid
