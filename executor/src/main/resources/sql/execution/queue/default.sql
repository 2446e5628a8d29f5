-- Purpose: How many sessions wait for a lock on a table, by its oid (the parameter).
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   waiting  int4
/* tickbird:execution.queue */
SELECT pg_catalog.count(DISTINCT l.pid)::int4 AS waiting
FROM pg_catalog.pg_locks AS l
WHERE NOT l.granted AND l.locktype = 'relation' AND l.relation = ?
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
