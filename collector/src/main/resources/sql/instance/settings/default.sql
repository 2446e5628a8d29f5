-- Purpose: Settings that differ from the built-in default, and those that rules read whatever their value. Values that may hold a secret never leave the server.
-- Versions: 13 and later
-- Privileges: pg_read_all_settings (in pg_monitor) for all rows
-- Cost: 1 to 3 ms
-- Locks: none
-- Resets: none
-- Columns:
--   name             text  name of the setting
--   setting          text  value in its unit; null when withheld
--   unit             text  8kB, kB, MB, ms, s, min, B; null for none
--   source           text  where the value comes from: default, configuration file, command line, database, user …
--   pending_restart  bool  changed in the file, takes effect at the next restart
--   withheld         bool  the value may hold a secret and was not read
/* tickbird:instance.settings */
SELECT
  s.name,
  CASE WHEN w.withheld THEN NULL ELSE s.setting END AS setting,
  s.unit,
  s.source,
  s.pending_restart,
  w.withheld
FROM pg_catalog.pg_settings AS s
CROSS JOIN LATERAL (
  SELECT
    s.name ~ '(^primary_conninfo$|_command$|passphrase|password|secret|token)' AND s.name <> 'password_encryption'
      -- applications keep secrets in settings of their own
      OR (s.name LIKE '%.%' AND s.name !~ '^(pg_stat_statements|auto_explain|pg_stat_kcache|pg_qualstats|pg_wait_sampling)[.]')
    AS withheld) AS w
WHERE s.source NOT IN ('client', 'session')  -- what we set for this session says nothing of the server
  AND (s.source NOT IN ('default', 'override') OR s.pending_restart OR s.name IN (
    'allow_system_table_mods', 'archive_command', 'archive_library', 'archive_mode', 'autovacuum',
    'autovacuum_analyze_scale_factor', 'autovacuum_analyze_threshold', 'autovacuum_freeze_max_age',
    'autovacuum_max_workers', 'autovacuum_multixact_freeze_max_age', 'autovacuum_naptime',
    'autovacuum_vacuum_cost_delay', 'autovacuum_vacuum_cost_limit', 'autovacuum_vacuum_insert_scale_factor',
    'autovacuum_vacuum_insert_threshold', 'autovacuum_vacuum_max_threshold',
    'autovacuum_vacuum_scale_factor', 'autovacuum_vacuum_threshold', 'autovacuum_work_mem',
    'autovacuum_worker_slots', 'block_size', 'checkpoint_completion_target', 'checkpoint_timeout',
    'compute_query_id', 'data_checksums', 'deadlock_timeout', 'effective_cache_size',
    'effective_io_concurrency', 'fsync', 'full_page_writes', 'hot_standby', 'hot_standby_feedback',
    'huge_pages', 'idle_in_transaction_session_timeout', 'idle_replication_slot_timeout',
    'idle_session_timeout', 'in_hot_standby', 'log_autovacuum_min_duration', 'log_checkpoints',
    'log_lock_waits', 'log_min_duration_statement', 'log_temp_files', 'maintenance_work_mem',
    'max_connections', 'max_locks_per_transaction', 'max_parallel_maintenance_workers',
    'max_parallel_workers', 'max_parallel_workers_per_gather', 'max_prepared_transactions',
    'max_replication_slots', 'max_slot_wal_keep_size', 'max_standby_archive_delay',
    'max_standby_streaming_delay', 'max_wal_senders', 'max_wal_size', 'max_worker_processes', 'min_wal_size',
    'old_snapshot_threshold', 'password_encryption', 'pg_stat_statements.max', 'pg_stat_statements.save',
    'pg_stat_statements.track', 'pg_stat_statements.track_planning', 'pg_stat_statements.track_utility',
    'primary_slot_name', 'random_page_cost', 'recovery_min_apply_delay', 'reserved_connections',
    'restore_command', 'seq_page_cost', 'shared_buffers', 'shared_preload_libraries', 'ssl', 'summarize_wal',
    'superuser_reserved_connections', 'synchronous_commit', 'synchronous_standby_names', 'temp_file_limit',
    'track_activities', 'track_activity_query_size', 'track_commit_timestamp', 'track_cost_delay_timing',
    'track_counts', 'track_functions', 'track_io_timing', 'track_wal_io_timing', 'transaction_timeout',
    'vacuum_cost_delay', 'vacuum_cost_limit', 'vacuum_cost_page_dirty', 'vacuum_cost_page_hit',
    'vacuum_cost_page_miss', 'vacuum_failsafe_age', 'vacuum_freeze_min_age', 'vacuum_freeze_table_age',
    'vacuum_max_eager_freeze_failure_rate', 'vacuum_multixact_failsafe_age',
    'vacuum_multixact_freeze_min_age', 'vacuum_multixact_freeze_table_age', 'vacuum_truncate', 'wal_buffers',
    'wal_compression', 'wal_keep_size', 'wal_level', 'wal_log_hints', 'wal_receiver_timeout',
    'wal_segment_size', 'wal_sender_timeout', 'work_mem'))
ORDER BY s.name COLLATE "C"
