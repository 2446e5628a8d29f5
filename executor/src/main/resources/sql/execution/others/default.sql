-- Purpose: Sessions of a role (the parameter).
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   pid      int4
--   backend_start  timestamptz
--   application    text
/* tickbird:execution.others */
SELECT a.pid, a.backend_start, coalesce(a.application_name, '') AS application
FROM pg_catalog.pg_stat_activity AS a
WHERE a.usename = ?
ORDER BY a.pid
