-- check_postgres (https://bucardo.org/check_postgres, BSD licence), action bloat, restated: the joins, the count of columns with nulls
-- for each table and the arithmetic are its own.
SELECT current_database(), b.*,
  round(CASE WHEN b.heap = 0 OR b.relpages = 0 OR b.relpages = b.heap THEN 0 ELSE b.relpages / b.heap::numeric END, 1) AS table_factor,
  CASE WHEN b.relpages < b.heap THEN 0 ELSE b.bs * (b.relpages - b.heap)::bigint END AS table_wasted,
  round(CASE WHEN b.index = 0 OR b.index_pages = 0 OR b.index_pages = b.index THEN 0 ELSE b.index_pages / b.index::numeric END, 1) AS index_factor,
  CASE WHEN b.index_pages < b.index THEN 0 ELSE b.bs * (b.index_pages - b.index)::bigint END AS index_wasted
FROM (
  SELECT n.nspname, c.relname, coalesce(c.reltuples, 0) AS reltuples, coalesce(c.relpages, 0) AS relpages, coalesce(w.bs, 0) AS bs,
    coalesce(ceil(c.reltuples * (w.row_width + w.align - CASE WHEN w.row_width % w.align = 0 THEN w.align ELSE w.row_width % w.align END
      + w.nulls + 4) / (w.bs - 20::float)), 0) AS heap,
    coalesce(x.relname, '?') AS index_name, coalesce(x.reltuples, 0) AS index_tuples, coalesce(x.relpages, 0) AS index_pages,
    coalesce(ceil(x.reltuples * (w.row_width - 12) / (w.bs - 20::float)), 0) AS index
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname <> 'information_schema'
  LEFT JOIN (
    SELECT d.align, d.bs, d.nspname, d.relname,
      (d.width + d.header + d.align - CASE WHEN d.header % d.align = 0 THEN d.align ELSE d.header % d.align END)::numeric AS row_width,
      d.most_nulls * (d.null_header + d.align - CASE WHEN d.null_header % d.align = 0 THEN d.align ELSE d.null_header % d.align END) AS nulls
    FROM (
      SELECT m.nspname, t.relname, k.header, k.align, k.bs,
        sum((1 - coalesce(s.null_frac, 0)) * coalesce(s.avg_width, 2048)) AS width,
        max(coalesce(s.null_frac, 0)) AS most_nulls,
        k.header + (
          SELECT 1 + count(*) / 8
          FROM pg_stats AS o
          WHERE o.null_frac <> 0 AND o.schemaname = m.nspname AND o.tablename = t.relname
        ) AS null_header
      FROM pg_attribute AS a
      JOIN pg_class AS t ON t.oid = a.attrelid
      JOIN pg_namespace AS m ON m.oid = t.relnamespace
      LEFT JOIN pg_stats AS s ON s.schemaname = m.nspname AND s.tablename = t.relname AND NOT s.inherited AND s.attname = a.attname
      CROSS JOIN (SELECT current_setting('block_size')::numeric AS bs, 23 AS header, CASE WHEN version() ~ '64-bit' THEN 8 ELSE 4 END AS align) AS k
      WHERE a.attnum > 0 AND t.relkind = 'r'
      GROUP BY 1, 2, 3, 4, 5
    ) AS d
  ) AS w ON w.relname = c.relname AND w.nspname = n.nspname
  LEFT JOIN pg_index AS i ON i.indrelid = c.oid
  LEFT JOIN pg_class AS x ON x.oid = i.indexrelid
) AS b
WHERE b.relpages - b.heap > 10 OR b.index_pages - b.index > 15
