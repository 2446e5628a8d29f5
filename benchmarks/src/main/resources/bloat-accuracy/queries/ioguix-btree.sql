-- The estimate of https://github.com/ioguix/pgsql-bloat-estimation (BSD licence), btree/btree_bloat.sql, its arithmetic restated: an entry is
-- a header of 8 and the mean widths of its columns, rounded up to 8; equal keys are not stored once.
WITH part AS (
  SELECT x.oid, x.relname, x.reltuples, x.relpages, x.reloptions, s.null_frac, s.avg_width
  FROM pg_class x
  JOIN pg_index i ON i.indexrelid = x.oid
  JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
  JOIN pg_class c ON c.oid = i.indrelid
  CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
  JOIN pg_attribute a ON (k.number <> 0 AND a.attrelid = c.oid AND a.attnum = k.number)
    OR (k.number = 0 AND a.attrelid = x.oid AND a.attnum = k.place)
  JOIN pg_stats s ON s.schemaname = 'public' AND s.attname = a.attname
    AND s.tablename = CASE WHEN k.number = 0 THEN x.relname ELSE c.relname END
  WHERE x.relnamespace = 'public'::regnamespace AND x.relkind = 'i' AND x.relpages > 0
), relation AS (
  SELECT
    relname,
    reltuples,
    relpages,
    coalesce((SELECT o.option_value::float8 FROM pg_options_to_table(reloptions) o WHERE o.option_name = 'fillfactor'), 90) AS fill,
    sum((1 - null_frac) * avg_width)::numeric AS data
  FROM part
  GROUP BY oid, relname, reltuples, relpages, reloptions
), sized AS (
  SELECT *, 8 + data + CASE WHEN data = 0 THEN 8 ELSE (8 - data::int % 8) % 8 END AS bytes FROM relation
)
SELECT relname, 100 * (relpages - 1 - ceil(reltuples / floor((8192 - 16 - 24) * fill / (100 * (4 + bytes::float8))))) / relpages
FROM sized
ORDER BY 1
