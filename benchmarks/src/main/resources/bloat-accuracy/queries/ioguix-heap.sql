-- The estimate of https://github.com/ioguix/pgsql-bloat-estimation (BSD licence), table/table_bloat.sql, its arithmetic restated: a row is
-- its header and the mean widths of its columns, each of the two rounded up to 8; pages are filled to the fill factor.
WITH relation AS (
  SELECT
    c.relname,
    c.reltuples,
    greatest(t.reltuples, 0) AS chunks,
    c.relpages + coalesce(t.relpages, 0) AS pages,
    coalesce((SELECT o.option_value::float8 FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = 'fillfactor'), 100) AS fill,
    23 + CASE WHEN max(s.null_frac) > 0 THEN (7 + count(*)) / 8 ELSE 0 END AS header,
    sum((1 - s.null_frac) * s.avg_width)::numeric AS data
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_stats s ON s.schemaname = 'public' AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpages > 0
  GROUP BY c.oid, c.relname, c.reltuples, c.relpages, c.reloptions, t.reltuples, t.relpages
), sized AS (
  SELECT *, 4 + ceil(header / 8.0) * 8 + data + (8 - ceil(data)::int % 8) % 8 AS bytes FROM relation
)
SELECT
  relname,
  100 * (pages - ceil(reltuples / ((8192 - 24) * fill / (bytes::float8 * 100))) - ceil(coalesce(chunks, 0) / 4)) / pages
FROM sized
ORDER BY 1
