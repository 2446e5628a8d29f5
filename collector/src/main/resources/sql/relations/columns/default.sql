-- Purpose: Columns of tables, dropped ones included (rows still carry their bytes), and of indexes with expressions.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 1.2 us per column
-- Locks: none
-- Resets: none: all of it is catalog
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Columns:
--   relation_oid  int8  table or index
--   number        int4  attribute number
--   name          text  name, or a placeholder for a dropped one
--   type          text  name without modifier; empty for a dropped one
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
  CASE WHEN a.attisdropped THEN '' ELSE pg_catalog.format_type(a.atttypid, NULL) END AS type,
  a.attlen::int4 AS length,
  a.attalign::text AS alignment,
  a.attstorage::text AS storage,
  a.attnotnull AS not_null,
  a.attisdropped AS dropped
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = c.oid
WHERE a.attnum > 0
  AND (c.relkind IN ('r', 'm', 'p') OR (i.indexprs IS NOT NULL AND n.oid <> 99))
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('information_schema', 'pg_toast')
  -- of the system catalogs only those that grew large
  AND (n.nspname <> 'pg_catalog' OR c.relpages >= 1000)
