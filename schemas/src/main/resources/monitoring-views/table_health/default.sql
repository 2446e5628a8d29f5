SELECT
  n.nspname::text AS schema_name,
  c.relname::text AS table_name,
  c.relkind = 'm' AS is_materialized_view,
  c.relpages * b.bytes AS table_bytes,
  coalesce(t.relpages, 0) * b.bytes AS toast_bytes,
  coalesce(i.pages, 0) * b.bytes AS index_bytes,
  pg_catalog.pg_stat_get_live_tuples(c.oid) AS live_rows,
  pg_catalog.pg_stat_get_dead_tuples(c.oid) AS dead_rows,
  pg_catalog.round(100.0 * pg_catalog.pg_stat_get_dead_tuples(c.oid)
    / nullif(pg_catalog.pg_stat_get_live_tuples(c.oid) + pg_catalog.pg_stat_get_dead_tuples(c.oid), 0), 1) AS dead_percent,
  pg_catalog.pg_stat_get_mod_since_analyze(c.oid) AS rows_changed_since_analyze,
  pg_catalog.pg_stat_get_ins_since_vacuum(c.oid) AS rows_inserted_since_vacuum,
  greatest(pg_catalog.pg_stat_get_last_vacuum_time(c.oid), pg_catalog.pg_stat_get_last_autovacuum_time(c.oid)) AS last_vacuum_at,
  greatest(pg_catalog.pg_stat_get_last_analyze_time(c.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid)) AS last_analyze_at,
  pg_catalog.pg_stat_get_numscans(c.oid) AS sequential_scans,
  pg_catalog.pg_stat_get_tuples_returned(c.oid) AS sequential_rows_read,
  coalesce(i.scans, 0)::int8 AS index_scans,
  CASE WHEN c.relfrozenxid <> '0' THEN pg_catalog.age(c.relfrozenxid) END AS transaction_id_age,
  CASE WHEN c.relfrozenxid <> '0' THEN pg_catalog.round(100.0 * pg_catalog.age(c.relfrozenxid)
    / pg_catalog.current_setting('autovacuum_freeze_max_age')::int8, 1) END AS freeze_age_percent,
  s.counted_since AS counters_since
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
LEFT JOIN (
  SELECT x.indrelid, pg_catalog.sum(k.relpages)::int8 AS pages, pg_catalog.sum(pg_catalog.pg_stat_get_numscans(k.oid)) AS scans
  FROM pg_catalog.pg_index AS x
  JOIN pg_catalog.pg_class AS k ON k.oid = x.indexrelid
  GROUP BY x.indrelid) AS i ON i.indrelid = c.oid
CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::int8 AS bytes) AS b
CROSS JOIN (
  SELECT pg_catalog.pg_stat_get_db_stat_reset_time(d.oid) AS counted_since
  FROM pg_catalog.pg_database AS d
  WHERE d.datname = pg_catalog.current_database()) AS s
WHERE c.relkind IN ('r', 'm')
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
ORDER BY c.relpages DESC, c.oid
