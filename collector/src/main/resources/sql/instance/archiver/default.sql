-- Purpose: The archiver of WAL.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: pg_stat_reset_shared('archiver'), a crash
-- Columns:
--   archived     int8         count
--   failed       int8         count
--   archived_at  timestamptz  last success
--   failed_at    timestamptz  last failure
--   stats_reset  timestamptz  start of the counters
/* tickbird:instance.archiver */
SELECT a.archived_count AS archived, a.failed_count AS failed, a.last_archived_time AS archived_at, a.last_failed_time AS failed_at, a.stats_reset
FROM pg_catalog.pg_stat_archiver AS a
