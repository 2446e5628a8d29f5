-- Purpose: Tables, partitioned tables and materialized views with their TOAST tables. Temporary and small system tables are left out.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 3 us per table
-- Locks: none
-- Resets: none: all of it is catalog
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Columns:
--   relation_oid      int8   oid
--   schema            text   name
--   name              text   name
--   kind              text   r table, p partitioned, m materialized view
--   persistence       text   p permanent, u unlogged
--   owner             text   owning role
--   options           _text  storage options, name=value; null for none
--   children          bool   has children now
--   foreign_parts     bool   foreign tables are among its own partitions
--   parent_oid        int8   partitioned table it is a partition of; null for none
--   toast_oid         int8   null for none
--   toast_options     _text  name=value
--   replica_identity  text   d primary key, i index, f the whole row, n nothing
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
  c.relkind = 'p' AND EXISTS (
    SELECT FROM pg_catalog.pg_inherits AS h
    JOIN pg_catalog.pg_class AS f ON f.oid = h.inhrelid
    WHERE h.inhparent = c.oid AND f.relkind = 'f') AS foreign_parts,
  CASE WHEN c.relispartition THEN (SELECT h.inhparent::int8 FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = c.oid) END AS parent_oid,
  nullif(c.reltoastrelid, 0)::int8 AS toast_oid,
  t.reloptions AS toast_options,
  c.relreplident::text AS replica_identity
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL  -- few have any
WHERE c.relkind IN ('r', 'm', 'p')
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('information_schema', 'pg_toast')
  -- of the system catalogs only those that grew large
  AND (n.nspname <> 'pg_catalog' OR c.relpages >= 1000)
