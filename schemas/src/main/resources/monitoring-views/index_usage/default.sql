SELECT
  n.nspname::text AS schema_name,
  c.relname::text AS table_name,
  i.relname::text AS index_name,
  a.amname::text AS method,
  i.relpages * b.bytes AS index_bytes,
  pg_catalog.pg_stat_get_numscans(i.oid) AS scans,
  NULL::timestamptz AS last_scan_at,
  pg_catalog.pg_stat_get_tuples_returned(i.oid) AS entries_read,
  pg_catalog.pg_stat_get_tuples_fetched(i.oid) AS rows_fetched,
  x.indisunique AS is_unique,
  x.indisprimary AS is_primary_key,
  k.conindid IS NOT NULL AS backs_constraint,
  x.indpred IS NOT NULL AS is_partial,
  i.relispartition AS is_partition,
  x.indisvalid AS is_valid,
  s.counted_since AS counters_since
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am AS a ON a.oid = i.relam
LEFT JOIN (
  SELECT DISTINCT o.conindid
  FROM pg_catalog.pg_constraint AS o
  WHERE o.conindid <> 0) AS k ON k.conindid = i.oid
CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::int8 AS bytes) AS b
CROSS JOIN (
  SELECT pg_catalog.pg_stat_get_db_stat_reset_time(d.oid) AS counted_since
  FROM pg_catalog.pg_database AS d
  WHERE d.datname = pg_catalog.current_database()) AS s
WHERE i.relkind = 'i'
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
ORDER BY i.relpages DESC, i.oid
