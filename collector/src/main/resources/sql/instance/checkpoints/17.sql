-- Purpose: Checkpoints.
-- Versions: 17 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: pg_stat_reset_shared('checkpointer'), a crash
-- Columns:
--   timed            int8         checkpoints by checkpoint_timeout
--   requested        int8         checkpoints by WAL size or by hand
--   write_time       float8       ms
--   sync_time        float8       ms
--   buffers_written  int8         buffers
--   stats_reset      timestamptz  start of the counters
/* tickbird:instance.checkpoints */
SELECT
  c.num_timed AS timed,
  c.num_requested AS requested,
  c.write_time,
  c.sync_time,
  c.buffers_written,
  c.stats_reset
FROM pg_catalog.pg_stat_checkpointer AS c
