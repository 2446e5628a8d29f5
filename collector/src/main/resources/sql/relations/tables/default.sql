-- Purpose: Tables, partitioned tables and materialized views with their TOAST tables. Temporary and small system tables are left out.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 3 us per table
-- Locks: none
-- Resets: none: all of it is catalog
-- Columns:
--   relation_oid   int8   oid
--   schema         text   name
--   name           text   name
--   kind           text   r table, p partitioned, m materialized view
--   persistence    text   p permanent, u unlogged
--   owner          text   owning role
--   options        _text  storage options, name=value; null for none
--   children       bool   has children now
--   parent_oid     int8   partitioned table it is a partition of; null for none
--   extension      text   extension that owns it
--   ignored        text   what its comment says after tickbird:ignore=
--   toast_oid      int8   null for none
--   toast_options  _text  name=value
/* tickbird:relations.tables */
SELECT
  c.oid::int8 AS relation_oid,
  n.nspname::text AS schema,
  c.relname::text AS name,
  c.relkind::text AS kind,
  c.relpersistence::text AS persistence,
  pg_catalog.pg_get_userbyid(c.relowner)::text AS owner,
  c.reloptions AS options,
  c.relhassubclass AND EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = c.oid) AS children,
  CASE WHEN c.relispartition THEN (SELECT h.inhparent::int8 FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = c.oid) END AS parent_oid,
  e.extname::text AS extension,
  o.ignored,
  t.oid::int8 AS toast_oid,
  t.reloptions AS toast_options
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
LEFT JOIN (
  SELECT s.objoid, pg_catalog.left(pg_catalog.substring(s.description, 'tickbird:ignore=([^[:space:]]+)'), 200) AS ignored
  FROM pg_catalog.pg_description AS s
  WHERE s.classoid = 1259 AND s.objsubid = 0 AND s.description LIKE '%tickbird:ignore=%'
) AS o ON o.objoid = c.oid
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = nullif(c.reltoastrelid, 0)
WHERE c.relkind IN ('r', 'm', 'p')
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('information_schema', 'pg_toast')
  -- of the system catalogs only those that grew large
  AND (n.nspname <> 'pg_catalog' OR c.relpages >= 1000)
ORDER BY c.oid
