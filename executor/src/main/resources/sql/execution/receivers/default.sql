-- Purpose: Physical standbys that are connected.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   name  text
--   lag   int8  bytes of WAL not replayed; null when unknown
/* tickbird:execution.receivers */
SELECT coalesce(nullif(r.application_name, ''), r.pid::text) AS name,
  pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), r.replay_lsn)::int8 AS lag
FROM pg_catalog.pg_stat_replication AS r
WHERE coalesce(r.state, '') <> 'backup'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_replication_slots AS s
    WHERE s.active_pid = r.pid AND s.slot_type = 'logical')
  AND NOT pg_catalog.pg_is_in_recovery()
ORDER BY r.pid
