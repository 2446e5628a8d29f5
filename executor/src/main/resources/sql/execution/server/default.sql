-- Purpose: Which server and database answer.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   version             int4
--   system_identifier   text  made by initdb
--   timeline            int4  that is written
--   in_recovery         bool  true on a standby
--   database            text
--   database_oid        int8
/* tickbird:execution.server */
SELECT
  pg_catalog.current_setting('server_version_num')::int4 AS version,
  s.system_identifier::text AS system_identifier,
  CASE WHEN pg_catalog.pg_is_in_recovery()
    THEN c.timeline_id
    ELSE ('x' || pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::bit(32)::int4
  END AS timeline,
  pg_catalog.pg_is_in_recovery() AS in_recovery,
  d.datname::text AS database,
  d.oid::int8 AS database_oid
FROM pg_catalog.pg_control_system() AS s, pg_catalog.pg_control_checkpoint() AS c, pg_catalog.pg_database AS d
WHERE d.datname = pg_catalog.current_database()
