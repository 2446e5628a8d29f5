-- Purpose: Who keeps dead rows of this database from being removed: the oldest.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   holder  text
/* tickbird:execution.horizon */
SELECT h.holder FROM (
  SELECT 'session ' || a.pid || coalesce(' (' || a.usename::text || ')', '') AS holder,
    greatest(pg_catalog.age(a.backend_xmin), pg_catalog.age(a.backend_xid)) AS age
  FROM pg_catalog.pg_stat_activity AS a
  WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL)
    AND a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
  UNION ALL
  SELECT 'prepared transaction ' || p.gid, pg_catalog.age(p.transaction) FROM pg_catalog.pg_prepared_xacts AS p
  WHERE p.database = pg_catalog.current_database()
  UNION ALL
  SELECT 'replication slot ' || s.slot_name::text, pg_catalog.age(s.xmin) FROM pg_catalog.pg_replication_slots AS s
  WHERE s.xmin IS NOT NULL
  UNION ALL
  SELECT 'standby ' || r.application_name, pg_catalog.age(r.backend_xmin) FROM pg_catalog.pg_stat_replication AS r
  WHERE r.backend_xmin IS NOT NULL) AS h
ORDER BY h.age DESC NULLS LAST, h.holder COLLATE "C"
LIMIT 1
