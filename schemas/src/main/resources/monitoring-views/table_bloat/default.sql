WITH RECURSIVE candidates AS MATERIALIZED (
  SELECT
    c.oid,
    n.nspname::text AS schema_name,
    c.relname::text AS table_name,
    c.relpages,
    c.reltuples,
    c.relnatts,
    coalesce((
      SELECT o.option_value::int4
      FROM pg_catalog.pg_options_to_table(c.reloptions) AS o
      WHERE o.option_name = 'fillfactor'), 100) AS fill_factor,
    greatest(pg_catalog.pg_stat_get_last_analyze_time(c.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid),
      pg_catalog.pg_stat_get_last_vacuum_time(c.oid), pg_catalog.pg_stat_get_last_autovacuum_time(c.oid)) AS counted_at,
    pg_catalog.pg_stat_get_mod_since_analyze(c.oid) AS changed
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm')
    AND c.relpersistence = 'p'
    AND c.relpages >= 128
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')),
columns AS MATERIALIZED (
  SELECT
    c.oid,
    pg_catalog.array_agg(CASE WHEN a.attlen > 0 THEN a.attlen::float8 ELSE s.avg_width::float8 END ORDER BY a.attnum) AS widths,
    pg_catalog.array_agg(
      CASE
        WHEN a.attlen < 0 AND s.avg_width <= 127 AND a.attstorage <> 'p' THEN 1
        ELSE CASE a.attalign WHEN 'c' THEN 1 WHEN 's' THEN 2 WHEN 'i' THEN 4 ELSE 8 END
      END ORDER BY a.attnum) AS alignments,
    pg_catalog.array_agg(a.attlen > 0 ORDER BY a.attnum) AS fixed,
    pg_catalog.array_agg(s.null_frac::float8 ORDER BY a.attnum) AS nulls,
    pg_catalog.bool_and(a.attlen > 0 AND s.null_frac = 0) AS all_fixed,
    pg_catalog.max(s.null_frac) AS most_null,
    pg_catalog.count(*) AS number,
    pg_catalog.count(s.avg_width) AS known
  FROM candidates AS c
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_stats AS s
    ON s.schemaname = c.schema_name AND s.tablename = c.table_name AND s.attname = a.attname AND NOT s.inherited
  GROUP BY c.oid),
-- One column after the other: what is certain of the offset is its remainder (rest) by some power of two (grain).
layout AS (
  SELECT k.oid, 0 AS position, 0::float8 AS bytes, 8 AS grain, 0 AS rest
  FROM columns AS k
  WHERE k.known = k.number
  UNION ALL
  SELECT
    l.oid,
    l.position + 1,
    l.bytes + (1 - k.nulls[l.position + 1]) * (k.widths[l.position + 1] + pad.bytes),
    CASE
      WHEN k.nulls[l.position + 1] >= 0.99 THEN l.grain
      WHEN k.nulls[l.position + 1] > 0.01 OR NOT k.fixed[l.position + 1] THEN 1
      ELSE greatest(l.grain, k.alignments[l.position + 1])
    END,
    CASE
      WHEN k.nulls[l.position + 1] >= 0.99 THEN l.rest
      WHEN k.nulls[l.position + 1] > 0.01 OR NOT k.fixed[l.position + 1] THEN 0
      WHEN k.alignments[l.position + 1] > l.grain THEN k.widths[l.position + 1]::int4 % k.alignments[l.position + 1]
      ELSE (l.rest + pad.bytes::int4 + k.widths[l.position + 1]::int4) % l.grain
    END
  FROM layout AS l
  JOIN columns AS k ON k.oid = l.oid AND l.position < k.number
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN k.alignments[l.position + 1] <= l.grain
        THEN ((k.alignments[l.position + 1] - l.rest % k.alignments[l.position + 1]) % k.alignments[l.position + 1])::float8
      ELSE (l.grain - l.rest) % l.grain + (k.alignments[l.position + 1] - l.grain) / 2.0
    END AS bytes) AS pad),
rows AS (
  SELECT
    c.oid,
    k.all_fixed,
    l.bytes
      + CASE WHEN l.grain = 8 THEN (8 - l.rest) % 8 ELSE (l.grain - l.rest) % l.grain + (8 - l.grain) / 2.0 END
      + 24
      + coalesce(k.most_null, 0) * (((23 + (c.relnatts + 7) / 8 + 7) / 8) * 8 - 24) AS bytes
  FROM layout AS l
  JOIN columns AS k ON k.oid = l.oid AND l.position = k.number
  JOIN candidates AS c ON c.oid = l.oid),
pages AS (
  SELECT
    c.oid,
    c.reltuples / greatest(1, CASE
      WHEN r.all_fixed OR r.bytes > 1000 THEN pg_catalog.floor(u.bytes / (r.bytes + 4))
      ELSE (u.bytes - r.bytes / 2) / (r.bytes + 4)
    END) AS needed,
    r.bytes AS row_bytes
  FROM candidates AS c
  JOIN rows AS r ON r.oid = c.oid
  CROSS JOIN LATERAL (
    SELECT b.bytes - 24 - b.bytes * (100 - c.fill_factor) / 100.0 AS bytes
    FROM (SELECT pg_catalog.current_setting('block_size')::float8 AS bytes) AS b) AS u
  WHERE c.reltuples > 0)
SELECT
  c.schema_name,
  c.table_name,
  c.relpages * b.bytes AS table_bytes,
  pg_catalog.round(greatest(0, c.relpages - p.needed)::numeric * b.bytes)::int8 AS estimated_bloat_bytes,
  pg_catalog.round((100 * greatest(0, c.relpages - p.needed) / c.relpages)::numeric, 1) AS estimated_bloat_percent,
  pg_catalog.round(p.row_bytes::numeric)::int8 AS estimated_row_bytes,
  c.fill_factor AS fill_factor_percent,
  c.counted_at,
  CASE
    WHEN k.known < k.number THEN 'no estimate: some columns have no statistics, or you may not read them (they need SELECT on the table)'
    WHEN c.reltuples <= 0 THEN 'no estimate: its rows were never counted (ANALYZE)'
    WHEN c.changed > 0.2 * c.reltuples THEN 'rough: more than a fifth of its rows changed since the last ANALYZE'
    WHEN p.row_bytes > 1000 THEN 'rough: its rows are wide'
    ELSE 'estimate from statistics; pgstattuple measures'
  END AS remark
FROM candidates AS c
JOIN columns AS k ON k.oid = c.oid
LEFT JOIN pages AS p ON p.oid = c.oid
CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::int8 AS bytes) AS b
ORDER BY estimated_bloat_bytes DESC NULLS LAST, c.oid
