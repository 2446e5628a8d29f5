-- Purpose: Columns of tables, dropped ones included (rows still carry their bytes), and of indexes with expressions.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 1 us per column
-- Locks: none
-- Resets: none: all of it is catalog
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Columns:
--   relation_oid  int8  table or index
--   number        int4  attribute number
--   name          text  name, or a placeholder for a dropped one
--   type_oid      int8  its name comes from relations/types; 0 for a dropped column
--   length        int4  bytes; -1 variable, -2 C string
--   alignment     text  c 1, s 2, i 4, d 8 bytes
--   storage       text  p plain, e external, m main, x extended
--   not_null      bool  declared NOT NULL
--   dropped       bool  dropped
/* tickbird:relations.columns */
SELECT
  a.attrelid::int8 AS relation_oid,
  a.attnum::int4 AS number,
  a.attname::text AS name,
  a.atttypid::int8 AS type_oid,
  a.attlen::int4 AS length,
  a.attalign::text AS alignment,
  a.attstorage::text AS storage,
  a.attnotnull AS not_null,
  a.attisdropped AS dropped
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
WHERE a.attnum > 0
  AND (c.relkind IN ('r', 'm', 'p')
    OR (c.relnamespace <> 99 AND c.oid IN (SELECT i.indexrelid FROM pg_catalog.pg_index AS i WHERE i.indexprs IS NOT NULL)))
  AND c.relpersistence <> 't'
  AND c.relnamespace <> ALL (ARRAY(SELECT n.oid FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN ('information_schema', 'pg_toast')))
  -- of the system catalogs only those that grew large
  AND (c.relnamespace <> 11 OR c.relpages >= 1000)
