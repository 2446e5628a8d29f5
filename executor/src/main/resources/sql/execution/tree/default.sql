-- Purpose: What would build the parts of an index that spans partitions again, each after what it is attached to; the index's oid is the parameter.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: waits for ACCESS EXCLUSIVE
-- Resets: nothing is cumulative
-- Columns:
--   definition     text
--   partitioned    bool
--   schema         text
--   name           text
--   parent_schema  text
--   parent         text
/* tickbird:execution.tree */
WITH RECURSIVE below AS (
  SELECT i.inhrelid, i.inhparent, 1 AS level
  FROM pg_catalog.pg_inherits AS i
  WHERE i.inhparent = ?::int8::oid
  UNION ALL
  SELECT i.inhrelid, i.inhparent, b.level + 1
  FROM below AS b
  JOIN pg_catalog.pg_inherits AS i ON i.inhparent = b.inhrelid)
SELECT
  pg_catalog.pg_get_indexdef(c.oid) AS definition,
  c.relkind = 'I' AS partitioned,
  n.nspname::text AS schema,
  c.relname::text AS name,
  m.nspname::text AS parent_schema,
  p.relname::text AS parent
FROM below AS b
JOIN pg_catalog.pg_class AS c ON c.oid = b.inhrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS p ON p.oid = b.inhparent
JOIN pg_catalog.pg_namespace AS m ON m.oid = p.relnamespace
ORDER BY b.level, c.oid
