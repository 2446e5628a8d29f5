-- postgres_exporter (Apache-2.0), collector statio_user_indexes, restated.
SELECT current_database(), schemaname, relname, indexrelname, idx_blks_read, idx_blks_hit
FROM pg_statio_user_indexes
