-- PgHero (MIT licence), relation_sizes: its page on space, restated.
SELECT c.oid, n.nspname, c.relname, h.inhparent, CASE WHEN c.relkind IN ('r', 'p') THEN 'table' ELSE 'index' END, pg_table_size(c.oid)
FROM pg_class AS c
LEFT JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_inherits AS h ON h.inhrelid = c.oid
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast' AND c.relkind IN ('r', 'p', 'I', 'i')
ORDER BY pg_table_size(c.oid) DESC, 2
