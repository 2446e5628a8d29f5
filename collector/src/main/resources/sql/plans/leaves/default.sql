-- Purpose: The partitions of a table that hold rows: HypoPG's indexes are made on each.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   schema  text  schema of the partition
--   name    text  its name
/* tickbird:plans.leaves */
WITH RECURSIVE tree AS MATERIALIZED (
  SELECT ?::pg_catalog.oid AS oid
  UNION
  SELECT i.inhrelid FROM tree AS t JOIN pg_catalog.pg_inherits AS i ON i.inhparent = t.oid
)
SELECT
  n.nspname::text AS schema,
  c.relname::text AS name
FROM tree AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.oid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'r'
ORDER BY c.oid
LIMIT ?
