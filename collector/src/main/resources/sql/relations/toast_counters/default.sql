-- Purpose: What changes without DDL in TOAST tables. The reader puts them to their tables, which is cheaper than a join of pg_class with itself.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 1.5 us per TOAST table
-- Locks: none
-- Resets: as those of tables
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Of some only: the reader adds AND c.oid = ANY (?)
-- Columns:
--   toast_oid      int8    oid
--   pages          int8    pages of 8 kB
--   tuples         float8  chunks
--   frozen_xid     xid     relfrozenxid, 32 bits
--   min_multixact  xid     relminmxid, 32 bits
--   live           int8    chunks; 0 before its first VACUUM or ANALYZE
--   dead           int8    chunks
/* tickbird:relations.toast_counters */
SELECT
  c.oid::int8 AS toast_oid,
  c.relpages::int8 AS pages,
  c.reltuples::float8 AS tuples,
  c.relfrozenxid AS frozen_xid,
  c.relminmxid AS min_multixact,
  -- most TOAST tables are empty: not asking for them saves a fifth of the whole
  CASE WHEN c.relpages > 0 THEN pg_catalog.pg_stat_get_live_tuples(c.oid) ELSE 0 END AS live,
  CASE WHEN c.relpages > 0 THEN pg_catalog.pg_stat_get_dead_tuples(c.oid) ELSE 0 END AS dead
FROM pg_catalog.pg_class AS c
WHERE c.relkind = 't'
