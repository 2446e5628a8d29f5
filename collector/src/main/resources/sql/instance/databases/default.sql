-- Purpose: Every database with its counters; also those we cannot connect to, for the age of their transaction ids counts.
-- Versions: 13 and 14
-- Privileges: none
-- Cost: 1 ms per 100 databases
-- Locks: none
-- Resets: counters fall to 0 at pg_stat_reset(), a crash or an immediate stop
-- Columns:
--   database_oid       int8         oid
--   database           text         name, as in the catalog
--   template           bool         may be cloned by anyone with CREATEDB
--   connectable        bool         datallowconn, and not left over from an interrupted DROP DATABASE
--   connection_limit   int4         -1 for none
--   frozen_xid         int8         datfrozenxid, 32 bits
--   min_multixact      int8         datminmxid, 32 bits
--   may_connect        bool         we have CONNECT
--   collation_differs  bool         the recorded collation version is not that of the operating system; null before 15
--   commits            int8         count
--   rollbacks          int8         count
--   blocks_read        int8         blocks
--   blocks_hit         int8         blocks
--   tuples_returned    int8         rows
--   tuples_fetched     int8         rows
--   inserted           int8         rows
--   updated            int8         rows
--   deleted            int8         rows
--   conflicts          int8         queries cancelled by recovery
--   deadlocks          int8         count
--   temp_files         int8         count
--   temp_bytes         int8         bytes
--   block_read_time    float8       ms
--   block_write_time   float8       ms
--   stats_reset        timestamptz  null: unknown (after a crash it is null though the counters began anew)
/* tickbird:instance.databases */
SELECT
  d.oid::int8 AS database_oid,
  d.datname::text AS database,
  d.datistemplate AS template,
  d.datallowconn AND d.datconnlimit <> -2 AS connectable,
  d.datconnlimit AS connection_limit,
  d.datfrozenxid::text::int8 AS frozen_xid,
  d.datminmxid::text::int8 AS min_multixact,
  pg_catalog.has_database_privilege(d.oid, 'CONNECT') AS may_connect,
  NULL::bool AS collation_differs,
  coalesce(s.xact_commit, 0) AS commits,
  coalesce(s.xact_rollback, 0) AS rollbacks,
  coalesce(s.blks_read, 0) AS blocks_read,
  coalesce(s.blks_hit, 0) AS blocks_hit,
  coalesce(s.tup_returned, 0) AS tuples_returned,
  coalesce(s.tup_fetched, 0) AS tuples_fetched,
  coalesce(s.tup_inserted, 0) AS inserted,
  coalesce(s.tup_updated, 0) AS updated,
  coalesce(s.tup_deleted, 0) AS deleted,
  coalesce(s.conflicts, 0) AS conflicts,
  coalesce(s.deadlocks, 0) AS deadlocks,
  coalesce(s.temp_files, 0) AS temp_files,
  coalesce(s.temp_bytes, 0) AS temp_bytes,
  coalesce(s.blk_read_time, 0) AS block_read_time,
  coalesce(s.blk_write_time, 0) AS block_write_time,
  s.stats_reset
FROM pg_catalog.pg_database AS d
LEFT JOIN pg_catalog.pg_stat_database AS s ON s.datid = d.oid
ORDER BY d.oid
