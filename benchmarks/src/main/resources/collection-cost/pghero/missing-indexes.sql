-- PgHero (MIT licence), missing_indexes, restated.
SELECT schemaname, relname, 100 * idx_scan / (seq_scan + idx_scan), n_live_tup
FROM pg_stat_user_tables
WHERE idx_scan > 0 AND 100 * idx_scan / (seq_scan + idx_scan) < 95 AND n_live_tup >= 10000
ORDER BY n_live_tup DESC, relname
