-- PgHero (MIT licence), indexes: what its pages for duplicate and invalid indexes and its suggestions start from, restated. It deparses
-- each definition three times.
SELECT
  s.schemaname,
  t.relname,
  x.relname,
  regexp_replace(pg_get_indexdef(i.indexrelid), '^[^\(]*\((.*)\)$', '\1'),
  regexp_replace(pg_get_indexdef(i.indexrelid), '.* USING ([^ ]*) \(.*', '\1'),
  i.indisunique,
  i.indisprimary,
  i.indisvalid,
  i.indexprs::text,
  i.indpred::text,
  pg_get_indexdef(i.indexrelid)
FROM pg_index AS i
JOIN pg_class AS t ON t.oid = i.indrelid
JOIN pg_class AS x ON x.oid = i.indexrelid
LEFT JOIN pg_stat_user_indexes AS s ON s.indexrelid = i.indexrelid
WHERE s.schemaname IS NOT NULL
ORDER BY 1, 2
