-- Purpose: Primary, unique, foreign, exclusion and check constraints that are enforced.
-- Versions: 18 and later
-- Privileges: none
-- Cost: 1 us per constraint
-- Locks: none
-- Resets: none: all of it is catalog
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Columns:
--   constraint_oid         int8   oid
--   relation_oid           int8   table
--   name                   text   name
--   kind                   text   p primary, u unique, f foreign, x exclusion, c check
--   attributes             _int2  attribute numbers; null for some checks
--   referenced_oid         int8   referenced table
--   referenced_schema      text   its schema
--   referenced_table       text   its name
--   referenced_attributes  _int2  its attribute numbers
--   validated              bool   convalidated
--   is_deferrable          bool   condeferrable
--   on_delete              text   a no action, r restrict, c cascade, n set null, d set default; null unless foreign
--   on_update              text   the same
--   index_oid              int8   index that backs it, or that a foreign key leans on; null for none
--   parent_oid             int8   constraint of the parent table it came with
--   built_in               bool   of one that is not validated: to look at it runs only what comes with PostgreSQL; null for others
/* tickbird:relations.constraints */
SELECT
  k.oid::int8 AS constraint_oid,
  k.conrelid::int8 AS relation_oid,
  k.conname::text AS name,
  k.contype::text AS kind,
  k.conkey AS attributes,
  r.oid::int8 AS referenced_oid,
  s.nspname::text AS referenced_schema,
  r.relname::text AS referenced_table,
  k.confkey AS referenced_attributes,
  k.convalidated AS validated,
  k.condeferrable AS is_deferrable,
  CASE WHEN k.contype = 'f' THEN k.confdeltype::text END AS on_delete,
  CASE WHEN k.contype = 'f' THEN k.confupdtype::text END AS on_update,
  nullif(k.conindid, 0)::int8 AS index_oid,
  nullif(k.conparentid, 0)::int8 AS parent_oid,
  -- what validating would run; asked for few
  CASE WHEN k.contype IN ('f', 'c') AND NOT k.convalidated THEN
    NOT EXISTS (
      SELECT
      FROM pg_catalog.pg_depend AS d
      WHERE d.classid = 2606 AND d.objid = k.oid AND d.refclassid IN (1255, 2617))
    AND NOT EXISTS (
      SELECT
      FROM pg_catalog.unnest(k.conpfeqop || k.conppeqop || k.conffeqop) AS o
      WHERE o.o >= 16384)
    AND NOT EXISTS (
      SELECT
      FROM pg_catalog.pg_attribute AS a
      JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
      WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND t.oid >= 16384 AND t.typtype <> 'e') END AS built_in
FROM pg_catalog.pg_constraint AS k
LEFT JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid AND r.relkind IN ('r', 'p')
LEFT JOIN pg_catalog.pg_namespace AS s ON s.oid = r.relnamespace
WHERE k.contype IN ('p', 'u', 'f', 'x', 'c')
  AND k.conenforced  -- one that is not enforced has no triggers: it needs no index and promises nothing
  AND k.conrelid <> 0
  -- a constraint lies in the namespace of its table
  AND k.connamespace NOT IN (
    SELECT n.oid
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname IN ('information_schema', 'pg_toast') OR n.nspname LIKE 'pg\_temp\_%')
  -- of the system catalogs only those that grew large
  AND (k.connamespace <> 11 OR (SELECT c.relpages FROM pg_catalog.pg_class AS c WHERE c.oid = k.conrelid) >= 1000)
