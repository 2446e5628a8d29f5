-- Purpose: Indexes of this database that are being built now: not yet valid, and no finding.
-- Versions: 13 and later
-- Privileges: pg_read_all_stats (in pg_monitor) for builds of other roles
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   relation_oid  int8  table
--   index_oid     int8  index; null while it does not exist yet
/* tickbird:relations.building */
SELECT p.relid::int8 AS relation_oid, nullif(p.index_relid, 0)::int8 AS index_oid
FROM pg_catalog.pg_stat_progress_create_index AS p
WHERE p.datname = pg_catalog.current_database()
  AND p.relid IS NOT NULL
ORDER BY p.relid, p.index_relid
