-- The estimate of check_postgres (https://bucardo.org/check_postgres, BSD licence), action bloat, its arithmetic restated: columns without
-- statistics, dropped ones too, count 2048 bytes, and the fill factor nothing.
WITH relation AS (
  SELECT
    c.relname,
    c.reltuples,
    c.relpages,
    sum((1 - coalesce(s.null_frac, 0)) * coalesce(s.avg_width, 2048))::numeric AS data,
    max(coalesce(s.null_frac, 0)) AS nulls,
    23 + 1 + count(*) FILTER (WHERE s.null_frac <> 0) / 8 AS header
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  LEFT JOIN pg_stats s ON s.schemaname = 'public' AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpages > 0
  GROUP BY c.oid, c.relname, c.reltuples, c.relpages
)
SELECT
  relname,
  100 * (relpages - ceil(reltuples * (ceil((data + 24) / 8) * 8 + nulls * ceil(header / 8.0) * 8 + 4) / (8192 - 20))) / relpages
FROM relation
ORDER BY 1
