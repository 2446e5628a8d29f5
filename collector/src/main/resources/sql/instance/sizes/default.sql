-- Purpose: Size on disk of every database: asked seldom, for the server looks at every file.
-- Versions: 13 and later
-- Privileges: CONNECT on the database or pg_read_all_stats (in pg_monitor), else null
-- Cost: 17 us per relation
-- Locks: none
-- Resets: none
-- Columns:
--   database_oid  int8  oid
--   bytes         int8  bytes; null when not permitted
/* tickbird:instance.sizes */
SELECT
  d.oid::int8 AS database_oid,
  CASE WHEN pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') OR pg_catalog.has_database_privilege(d.oid, 'CONNECT')
    THEN pg_catalog.pg_database_size(d.oid) END AS bytes
FROM pg_catalog.pg_database AS d
ORDER BY d.oid
