-- Purpose: Open transactions of this database, oldest first; VACUUM apart, which nobody waits for.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   pid      int4
--   usename  text
--   age      float8  s
/* tickbird:execution.transactions */
SELECT a.pid, coalesce(a.usename::text, a.backend_type) AS usename,
  extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8 AS age
FROM pg_catalog.pg_stat_activity AS a
WHERE a.datname = pg_catalog.current_database()
  AND a.xact_start IS NOT NULL
  AND (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL)
  AND a.pid <> pg_catalog.pg_backend_pid()
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_vacuum AS v WHERE v.pid = a.pid)
ORDER BY a.xact_start
LIMIT 20
