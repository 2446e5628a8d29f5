-- Purpose: How many sessions of clients are at work on the whole server, this one apart.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: below a ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   active  int4
/* tickbird:execution.active */
SELECT count(*)::int4 AS active FROM pg_catalog.pg_stat_activity AS a
WHERE a.backend_type = 'client backend' AND a.state = 'active' AND a.pid <> pg_catalog.pg_backend_pid()
