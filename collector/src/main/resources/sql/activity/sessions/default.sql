-- Purpose: Sessions, what they wait for and for whom; those of this collector left out. Of more than 1,000 the idle ones are left out first.
-- Versions: 13
-- Privileges: pg_read_all_stats (in pg_monitor) for other roles
-- Cost: 5 us per session, 50 us per waiting one
-- Locks: the lock table for microseconds, once per waiting session
-- Resets: none
-- Columns:
--   pid                int4         process id
--   process            text         backend_type
--   database           text         name
--   login              text         role
--   application        text         application_name: the client chooses it
--   client             text         address; null for a local socket
--   started_at         timestamptz  start of the process: with the pid it names the session
--   transaction_since  timestamptz  start of the transaction
--   query_since        timestamptz  start of the statement
--   state_since        timestamptz  last change of state
--   state              text         null when not permitted
--   wait_type          text         wait_event_type
--   wait_event         text         wait_event
--   xid_age            int8         transactions since its own id; null for none
--   xmin_age           int8         transactions since the oldest id its snapshot needs; null for none
--   query_id           int8         null before 14 or with compute_query_id off
--   query              text         raw text, to be redacted before it goes anywhere; null for an idle session
--   blocked_by         _int4        pids it waits for; 0 is a prepared transaction
/* tickbird:activity.sessions */
WITH sessions AS MATERIALIZED (
  SELECT a.*
  FROM pg_catalog.pg_stat_activity AS a
  WHERE a.pid <> pg_catalog.pg_backend_pid()
    AND (a.datid IS NOT NULL OR a.backend_type = 'walsender')
    AND NOT coalesce(a.usename = current_user AND a.application_name LIKE 'tickbird%', false)
), blocked AS MATERIALIZED (
  -- pg_blocking_pids() locks the lock table for a moment: asked only for those that wait, at most 200
  SELECT w.pid, pg_catalog.pg_blocking_pids(w.pid) AS blocked_by
  FROM (SELECT s.pid FROM sessions AS s WHERE s.wait_event_type = 'Lock' ORDER BY s.query_start, s.pid LIMIT 200) AS w
)
SELECT
  s.pid,
  s.backend_type AS process,
  s.datname::text AS database,
  s.usename::text AS login,
  s.application_name AS application,
  pg_catalog.host(s.client_addr) AS client,
  s.backend_start AS started_at,
  s.xact_start AS transaction_since,
  s.query_start AS query_since,
  s.state_change AS state_since,
  s.state,
  s.wait_event_type AS wait_type,
  s.wait_event,
  pg_catalog.age(s.backend_xid)::int8 AS xid_age,
  pg_catalog.age(s.backend_xmin)::int8 AS xmin_age,
  NULL::int8 AS query_id,
  CASE WHEN s.state IS DISTINCT FROM 'idle' OR k.blocks THEN pg_catalog.left(s.query, 4096) END AS query,
  coalesce(b.blocked_by, ARRAY[]::int4[]) AS blocked_by
FROM sessions AS s
LEFT JOIN blocked AS b ON b.pid = s.pid
CROSS JOIN LATERAL (SELECT s.pid IN (SELECT pg_catalog.unnest(x.blocked_by) FROM blocked AS x) AS blocks) AS k
ORDER BY (s.state = 'idle' AND NOT k.blocks) NULLS FIRST, s.xact_start NULLS LAST, s.pid
LIMIT 1000
