SELECT
  NULL::text AS role_name,
  NULL::int8 AS query_id,
  NULL::int8 AS calls,
  NULL::float8 AS total_milliseconds,
  NULL::float8 AS mean_milliseconds,
  NULL::float8 AS max_milliseconds,
  NULL::float8 AS read_milliseconds,
  NULL::int8 AS rows_returned,
  NULL::int8 AS cache_hit_bytes,
  NULL::int8 AS read_bytes,
  NULL::int8 AS temporary_bytes,
  NULL::int8 AS wal_bytes,
  NULL::text AS query
WHERE false
