-- Purpose: How far a process (three times the parameter) is.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   phase  text
--   done   int8
--   total  int8  0 when unknown
/* tickbird:execution.progress */
SELECT m.phase, m.done, m.total FROM (
  SELECT p.phase, p.heap_blks_scanned AS done, p.heap_blks_total AS total
  FROM pg_catalog.pg_stat_progress_vacuum AS p WHERE p.pid = ?
  UNION ALL
  SELECT p.phase,
    CASE WHEN p.blocks_total > 0 THEN p.blocks_done WHEN p.tuples_total > 0 THEN p.tuples_done ELSE p.lockers_done END,
    CASE WHEN p.blocks_total > 0 THEN p.blocks_total WHEN p.tuples_total > 0 THEN p.tuples_total ELSE p.lockers_total END
  FROM pg_catalog.pg_stat_progress_create_index AS p WHERE p.pid = ?
  UNION ALL
  SELECT p.phase, p.sample_blks_scanned, p.sample_blks_total
  FROM pg_catalog.pg_stat_progress_analyze AS p WHERE p.pid = ?) AS m
LIMIT 1
