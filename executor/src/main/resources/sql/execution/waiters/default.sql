-- Purpose: Sessions that wait for a lock that a process (the parameter) holds or asked for before them, and whether others wait behind them.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: below a ms, and a look into the lock table for each session that waits for a lock
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   pid     int4
--   queued  bool
/* tickbird:execution.waiters */
WITH waiting AS MATERIALIZED (
  SELECT a.pid, pg_catalog.pg_blocking_pids(a.pid) AS behind FROM pg_catalog.pg_stat_activity AS a
  WHERE a.wait_event_type = 'Lock'
)
SELECT w.pid, EXISTS (SELECT FROM waiting AS b WHERE w.pid = ANY (b.behind)) AS queued
FROM waiting AS w
WHERE ? = ANY (w.behind)
ORDER BY w.pid
