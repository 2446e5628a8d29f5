-- Purpose: Replication slots, what they keep, and whether they are used.
-- Versions: 17 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   slot              text         name
--   kind              text         physical or logical
--   database          text         of a logical slot
--   plugin            text         output plugin; null for a physical slot
--   active            bool         in use now
--   temporary         bool         ends with its session
--   retained          int8         bytes of WAL that it keeps
--   wal_status        text         reserved, extended, unreserved, lost
--   safe_wal_size     int8         bytes that may yet be written before it is lost; null for no limit
--   xmin_age          int8         transactions since the horizon it holds
--   catalog_xmin_age  int8         the same for the system catalogs
--   inactive_since    timestamptz  null when active or before 17
--   synced            bool         copied from the primary; null before 17
--   restart_lsn       text         the oldest WAL that it keeps; null for none
--   confirmed_lsn     text         how far a logical consumer has confirmed; null for a physical slot
--   failover          bool         to be copied to standbys; null before 17
/* tickbird:instance.slots */
SELECT
  s.slot_name::text AS slot,
  s.slot_type AS kind,
  s.database::text AS database,
  s.plugin::text AS plugin,
  s.active,
  s.temporary,
  pg_catalog.pg_wal_lsn_diff(
    CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,
    s.restart_lsn)::int8 AS retained,
  s.wal_status,
  s.safe_wal_size,
  pg_catalog.age(s.xmin)::int8 AS xmin_age,
  pg_catalog.age(s.catalog_xmin)::int8 AS catalog_xmin_age,
  s.inactive_since,
  s.synced,
  s.restart_lsn::text AS restart_lsn,
  s.confirmed_flush_lsn::text AS confirmed_lsn,
  s.failover
FROM pg_catalog.pg_replication_slots AS s
ORDER BY s.slot_name COLLATE "C"
