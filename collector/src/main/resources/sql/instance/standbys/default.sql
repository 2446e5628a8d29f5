-- Purpose: Standbys and other receivers of WAL connected to this server.
-- Versions: 13 and later
-- Privileges: pg_read_all_stats (in pg_monitor) for the positions
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   pid          int4    process id of the WAL sender
--   application  text    application_name, the name of the standby
--   client       text    address; null for a local socket
--   state        text    startup, catchup, streaming, backup, stopping
--   sync_state   text    async, potential, sync, quorum
--   lag_bytes    int8    WAL not yet replayed there
--   replay_lag   float8  ms; null when idle and caught up
--   xmin_age     int8    transactions since the horizon that its feedback holds; null without feedback
/* tickbird:instance.standbys */
SELECT
  r.pid,
  r.application_name AS application,
  pg_catalog.host(r.client_addr) AS client,
  r.state,
  r.sync_state,
  pg_catalog.pg_wal_lsn_diff(
    CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,
    r.replay_lsn)::int8 AS lag_bytes,
  extract(epoch FROM r.replay_lag)::float8 * 1000 AS replay_lag,
  pg_catalog.age(r.backend_xmin)::int8 AS xmin_age
FROM pg_catalog.pg_stat_replication AS r
ORDER BY r.application_name COLLATE "C", r.pid
