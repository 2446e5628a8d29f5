-- Purpose: Maintenance that runs now and how far it is.
-- Versions: 13 and later
-- Privileges: pg_read_all_stats (in pg_monitor) for other roles
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   command       text    vacuum, analyze, create-index, cluster
--   pid           int4    process id
--   database      text    name
--   relation_oid  int8    table
--   index_oid     int8    index being built; null for none
--   phase         text    as the server names it
--   percent       float8  0 to 100 of the blocks of this phase; null when unknown
/* tickbird:activity.progress */
SELECT p.command, p.pid, p.database, p.relation_oid, p.index_oid, p.phase, 100.0::float8 * p.done / nullif(p.total, 0) AS percent
FROM (
  SELECT 'vacuum' AS command, v.pid, v.datname::text AS database, v.relid::int8 AS relation_oid, NULL::int8 AS index_oid, v.phase,
    v.heap_blks_scanned AS done, v.heap_blks_total AS total
  FROM pg_catalog.pg_stat_progress_vacuum AS v
  UNION ALL
  SELECT 'analyze', a.pid, a.datname::text, a.relid::int8, NULL, a.phase, a.sample_blks_scanned, a.sample_blks_total
  FROM pg_catalog.pg_stat_progress_analyze AS a
  UNION ALL
  SELECT 'create-index', i.pid, i.datname::text, i.relid::int8, nullif(i.index_relid, 0)::int8, i.phase, i.blocks_done, i.blocks_total
  FROM pg_catalog.pg_stat_progress_create_index AS i
  UNION ALL
  SELECT 'cluster', c.pid, c.datname::text, c.relid::int8, nullif(c.cluster_index_relid, 0)::int8, c.phase, c.heap_blks_scanned, c.heap_blks_total
  FROM pg_catalog.pg_stat_progress_cluster AS c
) AS p
ORDER BY p.command, p.pid
