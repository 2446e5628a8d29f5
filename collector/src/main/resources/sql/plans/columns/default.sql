-- Purpose: Which columns of a table can be compared with nothing but PostgreSQL's own types and operators.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   name     text  the column's name
--   builtin  bool  stored, and of a base type that came with the server
/* tickbird:plans.columns */
SELECT
  a.attname::text AS name,
  t.typnamespace = 11 AND t.oid < 16384 AND t.typtype = 'b' AND t.typcategory <> 'A' AND a.attgenerated <> 'v' AS builtin
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
WHERE a.attrelid = ?::pg_catalog.oid AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
