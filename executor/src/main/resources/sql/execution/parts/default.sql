-- Purpose: Indexes by their names: arrays of schemas and names are the parameters.
-- Versions: 13 and later
-- Privileges: none
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   schema    text
--   name      text
--   table_oid int8
--   valid     bool
--   building  bool  a build of it is running
--   attached  text  name of the partitioned index that it is a part of; null for none
/* tickbird:execution.parts */
SELECT
  n.nspname::text AS schema,
  c.relname::text AS name,
  x.indrelid::int8 AS table_oid,
  x.indisvalid AS valid,
  EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS p
    WHERE p.datname = pg_catalog.current_database() AND p.index_relid = x.indexrelid) AS building,
  (SELECT a.relname::text
   FROM pg_catalog.pg_inherits AS i
   JOIN pg_catalog.pg_class AS a ON a.oid = i.inhparent
   WHERE i.inhrelid = x.indexrelid) AS attached
FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[])) AS w(schema, name)
JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name
JOIN pg_catalog.pg_index AS x ON x.indexrelid = c.oid
ORDER BY c.oid
