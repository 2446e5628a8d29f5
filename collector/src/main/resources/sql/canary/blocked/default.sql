-- Purpose: How many sessions wait for a lock.
-- Versions: 13 and later
-- Privileges: pg_read_all_stats (in pg_monitor) for the waits of other roles
-- Cost: 2 us per session
-- Locks: none
-- Resets: none
-- Columns:
--   blocked  int8  sessions waiting for a lock
/* tickbird:canary.blocked */
SELECT pg_catalog.count(*) AS blocked
FROM pg_catalog.pg_stat_activity AS a
WHERE a.wait_event_type = 'Lock'
