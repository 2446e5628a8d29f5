-- Purpose: One session by its process id (the parameter).
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   backend_start, xact_start, query_start  timestamptz
--   state      text
--   usename    text
--   type       text  backend_type
--   superuser  bool
/* tickbird:execution.backend */
SELECT
  a.backend_start, a.xact_start, a.query_start, a.state, a.usename::text AS usename,
  coalesce(a.backend_type, '') AS type,
  coalesce((SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.oid = a.usesysid), false) AS superuser
FROM pg_catalog.pg_stat_activity AS a
WHERE a.pid = ?
