-- The estimate of check_postgres (https://bucardo.org/check_postgres, BSD licence), action bloat, its arithmetic restated: an index is taken
-- to hold all columns of its table, with a header 12 bytes shorter than a row's.
WITH relation AS (
  SELECT
    c.oid,
    sum((1 - coalesce(s.null_frac, 0)) * coalesce(s.avg_width, 2048))::numeric AS data
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  LEFT JOIN pg_stats s ON s.schemaname = 'public' AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  GROUP BY c.oid
)
SELECT x.relname, 100 * (x.relpages - ceil(x.reltuples * (r.data + 24 - 12) / (8192 - 20))) / x.relpages
FROM relation r
JOIN pg_index i ON i.indrelid = r.oid
JOIN pg_class x ON x.oid = i.indexrelid
WHERE x.relpages > 0
ORDER BY 1
