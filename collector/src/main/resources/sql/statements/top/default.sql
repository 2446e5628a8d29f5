-- Purpose: Cumulative counters of the statements with the most time, and one row that sums all others.
-- Versions: 13 (extension 1.8)
-- Privileges: pg_read_all_stats (in pg_monitor) for texts of other roles; without it their rows fall into the sum
-- Cost: 5 to 10 ms for 5,000 entries
-- Locks: none
-- Resets: pg_stat_statements_reset(), a restart without pg_stat_statements.save, a crash; evictions take single entries
-- Columns:
--   query_id        int8         null in the row of all others
--   login_oid       int8         role oid; null in the row of all others
--   login           text         role
--   database_oid    int8         database oid
--   database        text         name
--   top_level       bool         true before 14 (1.9)
--   query           text         text as kept by the extension, to be redacted; null in the row of all others
--   calls           int8         count
--   plan_time       float8       ms, 0 unless track_planning is on
--   execution_time  float8       ms
--   rows            int8         rows returned or changed
--   blocks_hit      int8         shared blocks
--   blocks_read     int8         shared blocks
--   blocks_written  int8         shared blocks
--   temp_read       int8         blocks
--   temp_written    int8         blocks
--   read_time       float8       ms reading blocks (track_io_timing)
--   write_time      float8       ms writing blocks
--   wal_bytes       int8         bytes
--   stats_since     timestamptz  start of this entry; null before 17 (1.11)
/* tickbird:statements.top */
WITH entries AS MATERIALIZED (
  SELECT
    s.queryid, s.userid, s.dbid, s.query, s.calls, s.total_plan_time, s.total_exec_time, s.rows, s.shared_blks_hit,
    s.shared_blks_read, s.shared_blks_written, s.temp_blks_read, s.temp_blks_written, s.blk_read_time, s.blk_write_time,
    s.wal_bytes,
    s.queryid IS NULL AS hidden,
    pg_catalog.row_number() OVER (ORDER BY (s.queryid IS NULL), s.total_exec_time DESC, s.queryid, s.userid, s.dbid) AS place
  FROM {schema}.pg_stat_statements(true) AS s
  -- our own statements: by role and marker, the role first, for it is cheap to compare
  WHERE NOT coalesce(s.userid = (SELECT u.oid FROM pg_catalog.pg_roles AS u WHERE u.rolname = current_user) AND s.query LIKE '%/* tickbird:%', false)
)
SELECT
  e.queryid AS query_id,
  e.userid::int8 AS login_oid,
  u.rolname::text AS login,
  e.dbid::int8 AS database_oid,
  d.datname::text AS database,
  true AS top_level,
  pg_catalog.left(e.query, 8192) AS query,
  e.calls,
  e.total_plan_time AS plan_time,
  e.total_exec_time AS execution_time,
  e.rows,
  e.shared_blks_hit AS blocks_hit,
  e.shared_blks_read AS blocks_read,
  e.shared_blks_written AS blocks_written,
  e.temp_blks_read AS temp_read,
  e.temp_blks_written AS temp_written,
  e.blk_read_time AS read_time,
  e.blk_write_time AS write_time,
  e.wal_bytes::int8 AS wal_bytes,
  NULL::timestamptz AS stats_since
FROM entries AS e
LEFT JOIN pg_catalog.pg_database AS d ON d.oid = e.dbid
LEFT JOIN pg_catalog.pg_roles AS u ON u.oid = e.userid
WHERE e.place <= ? AND NOT e.hidden
UNION ALL
SELECT
  NULL, NULL, NULL, NULL, NULL, true, NULL,
  coalesce(pg_catalog.sum(e.calls), 0)::int8,
  coalesce(pg_catalog.sum(e.total_plan_time), 0),
  coalesce(pg_catalog.sum(e.total_exec_time), 0),
  coalesce(pg_catalog.sum(e.rows), 0)::int8,
  coalesce(pg_catalog.sum(e.shared_blks_hit), 0)::int8,
  coalesce(pg_catalog.sum(e.shared_blks_read), 0)::int8,
  coalesce(pg_catalog.sum(e.shared_blks_written), 0)::int8,
  coalesce(pg_catalog.sum(e.temp_blks_read), 0)::int8,
  coalesce(pg_catalog.sum(e.temp_blks_written), 0)::int8,
  coalesce(pg_catalog.sum(e.blk_read_time), 0),
  coalesce(pg_catalog.sum(e.blk_write_time), 0),
  coalesce(pg_catalog.sum(e.wal_bytes), 0)::int8,
  NULL
FROM entries AS e
WHERE e.place > ? OR e.hidden
ORDER BY execution_time DESC, query_id, login_oid, database_oid
