-- Purpose: WAL written.
-- Versions: 14 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: pg_stat_reset_shared('wal'), a crash
-- Columns:
--   records  int8  count
--   bytes    int8  bytes
/* tickbird:instance.wal */
SELECT w.wal_records AS records, w.wal_bytes::int8 AS bytes
FROM pg_catalog.pg_stat_wal AS w
