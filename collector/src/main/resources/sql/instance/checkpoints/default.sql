-- Purpose: Checkpoints.
-- Versions: 13 to 16
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: pg_stat_reset_shared('bgwriter'), a crash
-- Columns:
--   timed            int8         checkpoints by checkpoint_timeout
--   requested        int8         checkpoints by WAL size or by hand
--   write_time       float8       ms
--   sync_time        float8       ms
--   buffers_written  int8         buffers
--   stats_reset      timestamptz  start of the counters
/* tickbird:instance.checkpoints */
SELECT
  b.checkpoints_timed AS timed,
  b.checkpoints_req AS requested,
  b.checkpoint_write_time AS write_time,
  b.checkpoint_sync_time AS sync_time,
  b.buffers_checkpoint AS buffers_written,
  b.stats_reset
FROM pg_catalog.pg_stat_bgwriter AS b
