-- Purpose: Who holds back the XID horizon: sessions, prepared transactions, slots, standbys by feedback. A lazy VACUUM is left out, for others ignore its snapshot.
-- Versions: 13 and later
-- Privileges: pg_read_all_stats (in pg_monitor) for other roles
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   kind          text         session, prepared, slot, standby
--   name          text         pid, gid, slot or application
--   database      text         null for what holds all databases
--   xmin_age      int8         transactions since the oldest id its snapshot needs
--   xid_age       int8         transactions since its own id, or since the catalog_xmin of a slot
--   since         timestamptz  start of the transaction; null for slots and standbys
--   catalog_only  bool         holds back the system catalogs only
/* tickbird:activity.horizon */
SELECT h.* FROM (
  SELECT
    'session' AS kind,
    a.pid::text AS name,
    a.datname::text AS database,
    pg_catalog.age(a.backend_xmin)::int8 AS xmin_age,
    pg_catalog.age(a.backend_xid)::int8 AS xid_age,
    a.xact_start AS since,
    false AS catalog_only
  FROM pg_catalog.pg_stat_activity AS a
  WHERE (a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL)
    AND a.pid <> pg_catalog.pg_backend_pid()
    AND NOT coalesce(a.usename = current_user AND a.application_name LIKE 'tickbird%', false)
    AND a.backend_type <> 'walsender'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_vacuum AS v WHERE v.pid = a.pid)
  UNION ALL
  SELECT 'prepared', p.gid, p.database::text, NULL, pg_catalog.age(p.transaction)::int8, p.prepared, false
  FROM pg_catalog.pg_prepared_xacts AS p
  UNION ALL
  SELECT 'slot', s.slot_name::text, CASE WHEN s.xmin IS NULL THEN s.database::text END,
    pg_catalog.age(s.xmin)::int8, pg_catalog.age(s.catalog_xmin)::int8, NULL, s.xmin IS NULL
  FROM pg_catalog.pg_replication_slots AS s
  WHERE s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL
  UNION ALL
  SELECT 'standby', r.application_name, NULL, pg_catalog.age(r.backend_xmin)::int8, NULL, NULL, false
  FROM pg_catalog.pg_stat_replication AS r
  WHERE r.backend_xmin IS NOT NULL
) AS h
ORDER BY greatest(h.xmin_age, h.xid_age) DESC NULLS LAST, h.kind, h.name COLLATE "C"
LIMIT 200
