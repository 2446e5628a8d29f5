-- Purpose: Collations: their names, and whether they tell apart what is equal.
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
ORDER BY k.oid
