-- Purpose: One replication slot by its name (the parameter), and what all slots keep.
-- Versions: 17 and later
-- Privileges: pg_monitor
-- Cost: under 1 ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   kind            text         physical or logical; null when there is no such slot
--   plugin          text
--   database        text
--   active_pid      int4         who uses it; null for nobody
--   temporary       bool
--   synced          bool         copied from a primary
--   restart_lsn     text
--   confirmed_lsn   text
--   wal_status      text
--   inactive_since  timestamptz  null when active or before 17
--   retained        int8         bytes of WAL that it keeps; null for none
--   kept            int8         bytes of WAL that the slot which keeps most keeps
/* tickbird:execution.slot */
SELECT
  s.slot_type AS kind,
  s.plugin::text AS plugin,
  s.database::text AS database,
  s.active_pid,
  s.temporary,
  s.synced AS synced,
  s.restart_lsn::text AS restart_lsn,
  s.confirmed_flush_lsn::text AS confirmed_lsn,
  s.wal_status,
  s.inactive_since AS inactive_since,
  pg_catalog.pg_wal_lsn_diff(w.position, s.restart_lsn)::int8 AS retained,
  coalesce((
    SELECT pg_catalog.pg_wal_lsn_diff(w.position, min(o.restart_lsn))::int8 FROM pg_catalog.pg_replication_slots AS o), 0) AS kept
FROM (
  SELECT CASE
    WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
    ELSE pg_catalog.pg_current_wal_lsn() END AS position) AS w
LEFT JOIN pg_catalog.pg_replication_slots AS s ON s.slot_name = ?
