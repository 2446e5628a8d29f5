-- Purpose: The foreign keys and checks of a table, by its oid (the parameter).
-- Versions: 18 and later
-- Privileges: none
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   oid        int8
--   name       text
--   validated  bool
--   enforced   bool
--   built_in   bool  runs nothing but what PostgreSQL brings along: own functions and operators are in pg_depend, built-in ones are not
/* tickbird:execution.constraints */
SELECT
  k.oid::int8 AS oid,
  k.conname::text AS name,
  k.convalidated AS validated,
  k.conenforced AS enforced,
  NOT EXISTS (
    SELECT
    FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
      AND d.objid = k.oid
      AND d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass))
  AND NOT EXISTS (
    SELECT
    FROM pg_catalog.unnest(k.conpfeqop || k.conppeqop || k.conffeqop) AS o(oid)
    WHERE o.oid >= 16384)
  -- a type of one's own brings operators and casts of one's own with it, an enum does not
  AND NOT EXISTS (
    SELECT
    FROM pg_catalog.pg_attribute AS a
    JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
    WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND t.oid >= 16384 AND t.typtype <> 'e') AS built_in
FROM pg_catalog.pg_constraint AS k
WHERE k.conrelid = ?::int8::oid AND k.contype IN ('f', 'c')
