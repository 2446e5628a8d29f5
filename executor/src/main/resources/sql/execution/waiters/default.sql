-- Purpose: Sessions that wait for a lock that a process (the parameter) holds or asked for before them.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   pid  int4
/* tickbird:execution.waiters */
SELECT a.pid FROM pg_catalog.pg_stat_activity AS a
WHERE a.wait_event_type = 'Lock' AND ? = ANY (pg_catalog.pg_blocking_pids(a.pid))
ORDER BY a.pid
