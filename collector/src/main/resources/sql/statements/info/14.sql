-- Purpose: Evictions and the start of the counters of pg_stat_statements.
-- Versions: 14 and later (extension 1.9); before that neither can be known
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: pg_stat_statements_reset()
-- Columns:
--   evictions    int8         dealloc: times the least used entries were thrown out
--   stats_reset  timestamptz  start of the counters
/* tickbird:statements.info */
SELECT i.dealloc AS evictions, i.stats_reset
FROM {schema}.pg_stat_statements_info AS i
