-- Purpose: Collations that columns of indexes use.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   collation_oid  int8  oid
--   schema         text  name
--   name           text  name
--   deterministic  bool  equal only when alike in bytes
/* tickbird:relations.collations */
SELECT k.oid::int8 AS collation_oid, n.nspname::text AS schema, k.collname::text AS name, k.collisdeterministic AS deterministic
FROM pg_catalog.pg_collation AS k
JOIN pg_catalog.pg_namespace AS n ON n.oid = k.collnamespace
WHERE k.oid IN (
  SELECT u.oid
  FROM pg_catalog.pg_index AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
  CROSS JOIN LATERAL pg_catalog.unnest(i.indcollation::oid[]) AS u(oid)
  WHERE c.relnamespace <> 11 AND c.relkind IN ('r', 'm', 'p'))
ORDER BY k.oid
