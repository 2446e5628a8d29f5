-- Purpose: A table by the name of a role, its schema and name (the parameters).
-- Versions: 17 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: waits for ACCESS EXCLUSIVE (its size)
-- Resets: counters of pg_stat_all_tables
-- Columns:
--   oid          int8
--   partitioned  bool
--   owned        bool  the role has the rights of its owner
--   maintain     bool  the role has MAINTAIN
--   bytes        int8  main fork
--   live         int8  rows
--   dead         int8  rows
--   modified     int8  rows since ANALYZE
--   vacuums      int8  manual ones
--   analyzes     int8  manual ones
--   materialized_view  bool
--   populated    bool  false for a materialized view without rows yet
--   row_version  int8  xmin of its row in pg_class
--   options      _text  reloptions, and those of its TOAST table with toast. before them
/* tickbird:execution.table */
SELECT
  c.oid::int8 AS oid,
  c.relkind = 'p' AS partitioned,
  pg_catalog.pg_has_role(w.oid, c.relowner, 'USAGE') AS owned,
  pg_catalog.has_table_privilege(w.oid, c.oid, 'MAINTAIN') AS maintain,
  pg_catalog.pg_relation_size(c.oid) AS bytes,
  pg_catalog.pg_stat_get_live_tuples(c.oid) AS live,
  pg_catalog.pg_stat_get_dead_tuples(c.oid) AS dead,
  pg_catalog.pg_stat_get_mod_since_analyze(c.oid) AS modified,
  pg_catalog.pg_stat_get_vacuum_count(c.oid) AS vacuums,
  pg_catalog.pg_stat_get_analyze_count(c.oid) AS analyzes,
  c.relkind = 'm' AS materialized_view,
  c.relispopulated AS populated,
  c.xmin::text::int8 AS row_version,
  coalesce(c.reloptions, '{}') || ARRAY(
    SELECT 'toast.' || o.option
    FROM pg_catalog.pg_class AS t
    CROSS JOIN LATERAL pg_catalog.unnest(t.reloptions) AS o(option)
    WHERE t.oid = c.reltoastrelid) AS options
FROM pg_catalog.pg_roles AS w, pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE w.rolname = ? AND n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'm', 'p', 't')
