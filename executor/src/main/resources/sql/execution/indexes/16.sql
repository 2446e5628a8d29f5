-- Purpose: All indexes of a table, by its oid (the parameter).
-- Versions: 16 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: waits for ACCESS EXCLUSIVE on an index (its size)
-- Resets: counters of pg_stat_all_indexes
-- Columns:
--   oid                 int8
--   name                text
--   valid, ready, live  bool
--   is_constraint       bool  a primary key, unique or exclusion constraint rests on it
--   foreign_key_target  bool
--   replica_identity    bool
--   partition           bool  belongs to a partitioned index
--   root                bool  spans partitions, and is no part of another
--   extension           bool  belongs to an extension
--   building            bool  a build of it is running
--   bytes               int8
--   fill_factor         int4  percent
--   scans               int8
--   last_scan           timestamptz  null before 16
/* tickbird:execution.indexes */
SELECT
  i.indexrelid::int8 AS oid,
  c.relname::text AS name,
  i.indisvalid AS valid,
  i.indisready AS ready,
  i.indislive AS live,
  EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')) AS is_constraint,
  EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
    WHERE k.conindid = i.indexrelid AND k.contype = 'f') AS foreign_key_target,
  i.indisreplident AS replica_identity,
  c.relispartition OR c.relkind = 'I' AS partition,
  c.relkind = 'I' AND NOT c.relispartition AS root,
  EXISTS (SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid AND d.deptype = 'e') AS extension,
  EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS p
    WHERE p.datname = pg_catalog.current_database() AND p.index_relid = i.indexrelid) AS building,
  pg_catalog.pg_relation_size(i.indexrelid) AS bytes,
  coalesce((SELECT o.option_value::int4 FROM pg_catalog.pg_options_to_table(c.reloptions) AS o
    WHERE o.option_name = 'fillfactor'), 90) AS fill_factor,
  pg_catalog.pg_stat_get_numscans(i.indexrelid) AS scans,
  CASE WHEN c.relkind = 'I'
    THEN (SELECT pg_catalog.max(pg_catalog.pg_stat_get_lastscan(t.relid)) FROM pg_catalog.pg_partition_tree(i.indexrelid) AS t)
    ELSE pg_catalog.pg_stat_get_lastscan(i.indexrelid)
  END AS last_scan
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = ?
ORDER BY c.relname COLLATE "C"
