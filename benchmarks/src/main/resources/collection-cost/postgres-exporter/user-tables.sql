-- postgres_exporter (https://github.com/prometheus-community/postgres_exporter, Apache-2.0), collector stat_user_tables, restated.
SELECT current_database(), schemaname, relname, seq_scan, seq_tup_read, idx_scan, idx_tup_fetch, n_tup_ins, n_tup_upd, n_tup_del,
  n_tup_hot_upd, n_live_tup, n_dead_tup, n_mod_since_analyze,
  coalesce(last_vacuum, 'epoch'), coalesce(last_autovacuum, 'epoch'), coalesce(last_analyze, 'epoch'), coalesce(last_autoanalyze, 'epoch'),
  vacuum_count, autovacuum_count, analyze_count, autoanalyze_count, pg_indexes_size(relid), pg_table_size(relid)
FROM pg_stat_user_tables
