WITH RECURSIVE tree AS (
  SELECT c.oid AS root, i.inhrelid AS member, i.inhdetachpending AS detaching
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_inherits AS i ON i.inhparent = c.oid
  WHERE c.relkind = 'p'
  UNION ALL
  SELECT t.root, i.inhrelid, t.detaching OR i.inhdetachpending
  FROM tree AS t
  JOIN pg_catalog.pg_inherits AS i ON i.inhparent = t.member),
leaves AS (
  SELECT
    t.root,
    pg_catalog.count(*) FILTER (WHERE m.relkind <> 'p') AS partitions,
    pg_catalog.count(*) FILTER (WHERE m.relkind <> 'p' AND greatest(m.reltuples, 0) = 0) AS empty_partitions,
    pg_catalog.count(*) FILTER (WHERE t.detaching AND m.relkind <> 'p') AS detaching_partitions,
    pg_catalog.sum(greatest(m.reltuples, 0)) FILTER (WHERE m.relkind <> 'p') AS estimated_rows,
    pg_catalog.sum(m.relpages) FILTER (WHERE m.relkind <> 'p') AS pages,
    pg_catalog.max(m.relpages) FILTER (WHERE m.relkind <> 'p') AS largest_pages
  FROM tree AS t
  JOIN pg_catalog.pg_class AS m ON m.oid = t.member
  GROUP BY t.root),
invalid AS (
  SELECT x.indrelid, pg_catalog.count(*) AS indexes
  FROM pg_catalog.pg_index AS x
  WHERE NOT x.indisvalid
  GROUP BY x.indrelid)
SELECT
  n.nspname::text AS schema_name,
  c.relname::text AS table_name,
  CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' WHEN 'h' THEN 'hash' END AS strategy,
  c.relispartition AS is_partition,
  coalesce(l.partitions, 0) AS partitions,
  coalesce(l.empty_partitions, 0) AS empty_partitions,
  coalesce(l.detaching_partitions, 0) AS detaching_partitions,
  coalesce(l.estimated_rows, 0)::int8 AS estimated_rows,
  coalesce(l.pages, 0)::int8 * b.bytes AS partitions_bytes,
  coalesce(l.largest_pages, 0)::int8 * b.bytes AS largest_partition_bytes,
  d.relname::text AS default_partition,
  greatest(d.reltuples, 0)::int8 AS default_partition_rows,
  coalesce(v.indexes, 0) AS invalid_indexes,
  greatest(pg_catalog.pg_stat_get_last_analyze_time(c.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid)) AS last_analyze_at
FROM pg_catalog.pg_partitioned_table AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.partrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN leaves AS l ON l.root = c.oid
LEFT JOIN pg_catalog.pg_class AS d ON d.oid = p.partdefid AND p.partdefid <> 0
LEFT JOIN invalid AS v ON v.indrelid = c.oid
CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::int8 AS bytes) AS b
ORDER BY l.pages DESC NULLS LAST, c.oid
