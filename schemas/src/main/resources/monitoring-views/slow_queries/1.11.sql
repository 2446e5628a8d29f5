SELECT
  r.rolname::text AS role_name,
  s.queryid AS query_id,
  s.calls,
  s.total_exec_time AS total_milliseconds,
  s.mean_exec_time AS mean_milliseconds,
  s.max_exec_time AS max_milliseconds,
  s.shared_blk_read_time AS read_milliseconds,
  s.rows AS rows_returned,
  s.shared_blks_hit * b.bytes AS cache_hit_bytes,
  s.shared_blks_read * b.bytes AS read_bytes,
  s.temp_blks_written * b.bytes AS temporary_bytes,
  s.wal_bytes::int8 AS wal_bytes,
  s.query
FROM {statements} AS s
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.userid
CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::int8 AS bytes) AS b
WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
ORDER BY s.total_exec_time DESC
