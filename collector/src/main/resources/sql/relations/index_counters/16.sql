-- Purpose: Counters of indexes by the pg_stat_get functions, which cost a fifth of the views.
-- Versions: 16 and later
-- Privileges: none
-- Cost: 0.8 us per index
-- Locks: none
-- Resets: as those of tables
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Of some only: the reader adds AND c.oid = ANY (?)
-- Columns:
--   index_oid       int8         oid
--   file_node       int8         relfilenode
--   pages           int8         pages of 8 kB
--   tuples          float8       entries; -1 never counted
--   scans           int8         count: EXPLAIN and the planner raise it too, uniqueness checks do not
--   tuples_read     int8         entries returned by scans
--   tuples_fetched  int8         live rows fetched by simple scans
--   blocks_fetched  int8         blocks asked for
--   blocks_hit      int8         of them found in shared buffers
--   scanned_at      timestamptz  last scan; null before 16
/* tickbird:relations.index_counters */
SELECT
  c.oid::int8 AS index_oid,
  c.relfilenode::int8 AS file_node,
  c.relpages::int8 AS pages,
  c.reltuples::float8 AS tuples,
  pg_catalog.pg_stat_get_numscans(c.oid) AS scans,
  pg_catalog.pg_stat_get_tuples_returned(c.oid) AS tuples_read,
  pg_catalog.pg_stat_get_tuples_fetched(c.oid) AS tuples_fetched,
  pg_catalog.pg_stat_get_blocks_fetched(c.oid) AS blocks_fetched,
  pg_catalog.pg_stat_get_blocks_hit(c.oid) AS blocks_hit,
  pg_catalog.pg_stat_get_lastscan(c.oid) AS scanned_at
FROM pg_catalog.pg_class AS c
WHERE c.relkind IN ('i', 'I')
  AND c.relpersistence <> 't'
  AND c.relnamespace NOT IN (11, 99)
