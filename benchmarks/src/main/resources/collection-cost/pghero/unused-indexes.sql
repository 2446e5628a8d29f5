-- PgHero (MIT licence), unused_indexes with its 50 scans, restated.
SELECT s.schemaname, s.relname, s.indexrelname, pg_relation_size(i.indexrelid), s.idx_scan
FROM pg_stat_user_indexes AS s
JOIN pg_index AS i ON i.indexrelid = s.indexrelid
WHERE NOT i.indisunique AND s.idx_scan <= 50
ORDER BY pg_relation_size(i.indexrelid) DESC, s.relname
