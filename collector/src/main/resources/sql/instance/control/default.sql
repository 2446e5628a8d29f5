-- Purpose: Identity of the cluster and its last checkpoint, from the control file.
-- Versions: 13 and later
-- Privileges: EXECUTE on the pg_control functions (PUBLIC has it unless it was revoked)
-- Cost: under 1 ms
-- Locks: none
-- Resets: timeline rises at every promotion
-- Columns:
--   system_identifier  int8  made by initdb; a physical copy shares it
--   timeline           int8  timeline that is written (primary) or replayed (standby)
/* tickbird:instance.control */
SELECT
  s.system_identifier,
  CASE WHEN pg_catalog.pg_is_in_recovery()
    THEN greatest(
      c.timeline_id,
      (SELECT r.min_recovery_end_timeline FROM pg_catalog.pg_control_recovery() AS r),
      (SELECT w.received_tli FROM pg_catalog.pg_stat_wal_receiver AS w))::int8
    ELSE ('x' || pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::bit(32)::int8
  END AS timeline
FROM pg_catalog.pg_control_system() AS s, pg_catalog.pg_control_checkpoint() AS c
