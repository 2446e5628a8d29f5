-- PgHero (MIT licence), index_bloat with its least size of 100 MB, restated: the joins and the arithmetic are its own.
WITH attribute AS (
  SELECT n.nspname, x.relname, x.reltuples, x.relpages, x.relam, i.indrelid, i.indexrelid,
    regexp_split_to_table(i.indkey::text, ' ')::smallint AS attnum
  FROM pg_index AS i
  JOIN pg_class AS x ON x.oid = i.indexrelid
  JOIN pg_namespace AS n ON n.oid = x.relnamespace
  JOIN pg_am AS m ON m.oid = x.relam
  WHERE m.amname = 'btree'
), item AS (
  SELECT b.nspname, b.relname, b.reltuples, b.relpages, b.relam, a.attrelid, b.indexrelid,
    (quote_ident(s.schemaname) || '.' || quote_ident(s.tablename))::regclass AS starelid,
    current_setting('block_size')::numeric AS bs,
    CASE WHEN version() ~ 'mingw32' OR version() ~ '64-bit' THEN 8 ELSE 4 END AS align,
    CASE WHEN max(coalesce(s.null_frac, 0)) = 0 THEN 2 ELSE 6 END AS header,
    sum((1 - coalesce(s.null_frac, 0)) * coalesce(s.avg_width, 2048)) AS width
  FROM pg_attribute AS a
  JOIN pg_stats AS s ON (quote_ident(s.schemaname) || '.' || quote_ident(s.tablename))::regclass = a.attrelid AND s.attname = a.attname
  JOIN attribute AS b ON b.indrelid = a.attrelid AND b.attnum = a.attnum
  WHERE a.attnum > 0
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
), padded AS (
  SELECT i.*,
    (2 + align - CASE WHEN header % align = 0 THEN align ELSE header % align END
      + width + align - CASE WHEN width::integer % align = 0 THEN align ELSE width::integer % align END)::numeric AS entry
  FROM item AS i
), ideal AS (
  SELECT p.*, coalesce(ceil(p.reltuples * (4 + p.entry) / (p.bs - 24::float)) + CASE WHEN m.amname IN ('hash', 'btree') THEN 1 ELSE 0 END, 0) AS pages
  FROM padded AS p
  LEFT JOIN pg_am AS m ON m.oid = p.relam
), bloat AS (
  SELECT d.nspname, c.relname AS table_name, d.relname AS index_name, d.bs * d.relpages::bigint AS bytes,
    CASE WHEN d.relpages <= d.pages THEN 0 ELSE d.bs * (d.relpages - d.pages)::bigint END AS wasted,
    pg_relation_size(d.attrelid) AS table_bytes, s.idx_scan, s.indexrelid
  FROM ideal AS d
  JOIN pg_class AS c ON c.oid = d.attrelid
  JOIN pg_stat_user_indexes AS s ON s.indexrelid = d.indexrelid
)
SELECT b.nspname, b.table_name, b.index_name, b.wasted, b.bytes, pg_get_indexdef(b.indexrelid), i.indisprimary
FROM bloat AS b
JOIN pg_index AS i ON i.indexrelid = b.indexrelid
WHERE b.wasted >= 100000000
ORDER BY b.wasted DESC, b.index_name
