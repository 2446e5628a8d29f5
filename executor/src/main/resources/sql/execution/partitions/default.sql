-- Purpose: All tables below a partitioned one; the table's oid and a role are the parameters.
-- Versions: 13 and later
-- Privileges: none
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   oid          int8
--   schema       text
--   name         text
--   partitioned  bool
--   indexable    bool  false for a foreign table
--   bytes        int8  as of the last VACUUM or ANALYZE
--   owned        bool  the role has the rights of its owner
/* tickbird:execution.partitions */
WITH RECURSIVE below AS (
  SELECT i.inhrelid
  FROM pg_catalog.pg_inherits AS i
  WHERE i.inhparent = ?::int8::oid
  UNION ALL
  SELECT i.inhrelid
  FROM below AS b
  JOIN pg_catalog.pg_inherits AS i ON i.inhparent = b.inhrelid)
SELECT
  c.oid::int8 AS oid,
  n.nspname::text AS schema,
  c.relname::text AS name,
  c.relkind = 'p' AS partitioned,
  c.relkind IN ('r', 'p') AS indexable,
  c.relpages * pg_catalog.current_setting('block_size')::int8 AS bytes,
  pg_catalog.pg_has_role(w.oid, c.relowner, 'USAGE') AS owned
FROM below AS b
JOIN pg_catalog.pg_class AS c ON c.oid = b.inhrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_roles AS w ON w.rolname = ?
ORDER BY c.oid
