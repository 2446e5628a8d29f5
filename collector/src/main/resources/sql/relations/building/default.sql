-- Purpose: Indexes of this database that are being built now: not yet valid, and no finding.
-- Versions: 13 and later
-- Privileges: none: where the view hides what another role builds, the lock that a concurrent build holds on its table tells
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
UNION
SELECT l.relation::int8, NULL::int8
FROM pg_catalog.pg_stat_progress_create_index AS h
JOIN pg_catalog.pg_locks AS l ON l.pid = h.pid
WHERE h.datname = pg_catalog.current_database()
  AND h.relid IS NULL
  AND l.mode = 'ShareUpdateExclusiveLock'
  AND l.relation IS NOT NULL
  AND l.database = h.datid
ORDER BY relation_oid, index_oid
