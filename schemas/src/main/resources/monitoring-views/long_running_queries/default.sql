SELECT
  a.pid AS process_id,
  a.datname::text AS database_name,
  a.usename::text AS role_name,
  a.application_name,
  a.client_addr AS client_address,
  a.state,
  a.query_start AS query_started_at,
  (1000 * extract(epoch FROM CASE WHEN a.state = 'active' THEN pg_catalog.clock_timestamp() ELSE a.state_change END
    - a.query_start))::int8 AS query_milliseconds,
  a.xact_start AS transaction_started_at,
  (1000 * extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start))::int8 AS transaction_milliseconds,
  a.wait_event_type,
  a.wait_event,
  CASE WHEN a.wait_event_type = 'Lock' THEN pg_catalog.pg_blocking_pids(a.pid) ELSE '{}'::int4[] END AS blocking_process_ids,
  a.query
FROM pg_catalog.pg_stat_activity AS a
WHERE a.backend_type = 'client backend'
  AND a.state <> 'idle'
  AND a.pid <> pg_catalog.pg_backend_pid()
ORDER BY coalesce(a.xact_start, a.query_start), a.pid
