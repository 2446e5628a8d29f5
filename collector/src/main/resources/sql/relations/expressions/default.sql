-- Purpose: Texts of the predicates and expressions of the indexes of the tables asked for, which the server has to deparse. A table that others hold in ACCESS EXCLUSIVE is left out and costs only its own rows.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 10 us per text
-- Locks: ACCESS SHARE on each table for a moment: waits for ACCESS EXCLUSIVE, hence lock_timeout
-- Resets: none
-- Columns:
--   relation_oid  int8  table
--   index_oid     int8  index
--   position      int4  of a key, from 1; 0 is the predicate
--   text          text  as deparsed under search_path pg_catalog, pg_temp
/* tickbird:relations.expressions */
WITH locked AS MATERIALIZED (
  SELECT l.relation
  FROM pg_catalog.pg_locks AS l
  WHERE l.mode = 'AccessExclusiveLock'
    AND l.relation IS NOT NULL
    AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
), wanted AS MATERIALIZED (
  SELECT i.indrelid, i.indexrelid, i.indpred, i.indexprs, i.indkey::int2[] AS attributes, i.indnkeyatts::int4 AS key_count
  FROM pg_catalog.pg_index AS i
  WHERE (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)
    AND i.indrelid NOT IN (SELECT k.relation FROM locked AS k)
    AND i.indexrelid NOT IN (SELECT k.relation FROM locked AS k)
    AND i.indrelid = ANY (?::oid[])
)
SELECT t.*
FROM (
  SELECT w.indrelid::int8 AS relation_oid, w.indexrelid::int8 AS index_oid, 0 AS position, pg_catalog.pg_get_expr(w.indpred, w.indrelid) AS text
  FROM wanted AS w
  WHERE w.indpred IS NOT NULL
  UNION ALL
  SELECT w.indrelid::int8, w.indexrelid::int8, k.n, pg_catalog.pg_get_indexdef(w.indexrelid, k.n, true)
  FROM wanted AS w
  CROSS JOIN LATERAL pg_catalog.generate_series(1, w.key_count) AS k(n)
  WHERE w.indexprs IS NOT NULL AND w.attributes[k.n - 1] = 0  -- an int2vector counts from 0
) AS t
ORDER BY t.relation_oid, t.index_oid, t.position
