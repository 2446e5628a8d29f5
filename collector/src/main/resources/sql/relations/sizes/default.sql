-- Purpose: Exact sizes of the main fork of the relations asked for. Those of tables that others hold in ACCESS EXCLUSIVE are left out.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 17 us per relation
-- Locks: ACCESS SHARE on each for a moment: waits for ACCESS EXCLUSIVE, hence lock_timeout
-- Resets: none
-- Columns:
--   relation_oid  int8  table or index
--   bytes         int8  bytes; null when it has gone meanwhile
/* tickbird:relations.sizes */
WITH locked AS MATERIALIZED (
  SELECT l.relation
  FROM pg_catalog.pg_locks AS l
  WHERE l.mode = 'AccessExclusiveLock'
    AND l.relation IS NOT NULL
    AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
)
SELECT w.oid::int8 AS relation_oid, pg_catalog.pg_relation_size(w.oid) AS bytes
FROM pg_catalog.unnest(?::oid[]) AS w(oid)
WHERE w.oid NOT IN (SELECT k.relation FROM locked AS k)
ORDER BY w.oid
