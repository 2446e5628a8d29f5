-- Purpose: Client sessions of every database by state, ours included: they take connections too.
-- Versions: 13 and later
-- Privileges: pg_read_all_stats (in pg_monitor) for the states of other roles
-- Cost: 2 us per session
-- Locks: none
-- Resets: none
-- Columns:
--   database             text  name
--   total                int8  count
--   active               int8  running a statement
--   idle                 int8  waiting for the client
--   idle_in_transaction  int8  waiting for the client in a transaction, aborted ones included
--   waiting              int8  waiting for a lock
/* tickbird:instance.connections */
SELECT
  a.datname::text AS database,
  pg_catalog.count(*) AS total,
  pg_catalog.count(*) FILTER (WHERE a.state = 'active') AS active,
  pg_catalog.count(*) FILTER (WHERE a.state = 'idle') AS idle,
  pg_catalog.count(*) FILTER (WHERE a.state LIKE 'idle in transaction%') AS idle_in_transaction,
  pg_catalog.count(*) FILTER (WHERE a.wait_event_type = 'Lock') AS waiting
FROM pg_catalog.pg_stat_activity AS a
WHERE a.backend_type = 'client backend'
GROUP BY a.datname
ORDER BY a.datname
