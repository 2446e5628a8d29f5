-- PgHero (https://github.com/ankane/pghero, MIT licence), index_hit_rate and table_hit_rate, in one statement.
SELECT
  (SELECT sum(idx_blks_hit) / nullif(sum(idx_blks_hit + idx_blks_read), 0) FROM pg_statio_user_indexes),
  (SELECT sum(heap_blks_hit) / nullif(sum(heap_blks_hit + heap_blks_read), 0) FROM pg_statio_user_tables)
