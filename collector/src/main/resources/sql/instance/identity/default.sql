-- Purpose: What answers: version, role in replication, clock, WAL position, transaction counters, and what we may read.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: nothing is cumulative; started_at changes at every restart
-- Columns:
--   version_num     int4         server_version_num, such as 180006
--   version         text         version() as shown to people
--   started_at      timestamptz  start of the postmaster
--   server_time     timestamptz  clock of the server when it answered
--   in_recovery     bool         true on a standby
--   wal_position    int8         bytes of WAL written (primary) or replayed (standby) since 0/0
--   next_xid        int8         next full 64-bit transaction id, read without assigning one
--   next_multixact  int8         next 32-bit MultiXact id
--   login           text         the role we are logged in as
--   superuser       bool         that role is a superuser
--   roles           _text        predefined roles whose rights it has
/* tickbird:instance.identity */
SELECT
  pg_catalog.current_setting('server_version_num')::int4 AS version_num,
  pg_catalog.version() AS version,
  pg_catalog.pg_postmaster_start_time() AS started_at,
  pg_catalog.clock_timestamp() AS server_time,
  r.in_recovery,
  pg_catalog.pg_wal_lsn_diff(
    CASE WHEN r.in_recovery THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,
    '0/0')::int8 AS wal_position,
  pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::int8 AS next_xid,
  -- mxid_age('1') is next - 1 as a signed 32-bit number; the only way to the next id without a checkpoint's delay
  (pg_catalog.mxid_age('1'::xid)::int8 + 1) & 4294967295 AS next_multixact,
  current_user::text AS login,
  (SELECT u.rolsuper FROM pg_catalog.pg_roles AS u WHERE u.rolname = current_user) AS superuser,
  ARRAY(
    SELECT g.rolname::text
    FROM pg_catalog.pg_roles AS g
    WHERE g.rolname LIKE 'pg\_%' AND pg_catalog.pg_has_role(g.oid, 'USAGE')
    ORDER BY g.rolname COLLATE "C") AS roles
FROM (SELECT pg_catalog.pg_is_in_recovery() AS in_recovery) AS r
