-- Purpose: What the server's files take: all tablespaces and the WAL.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a look at every file: 1 s for 100,000 relations
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   used  int8  bytes
/* tickbird:execution.disk */
SELECT (SELECT coalesce(sum(pg_catalog.pg_tablespace_size(t.oid)), 0) FROM pg_catalog.pg_tablespace AS t)::int8
  + (SELECT coalesce(sum(w.size), 0) FROM pg_catalog.pg_ls_waldir() AS w)::int8 AS used
