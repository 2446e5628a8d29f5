-- Purpose: Prepared transactions: they hold locks and the horizon without a session.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   gid          text         global id
--   xid_age      int8         transactions since its own id
--   prepared_at  timestamptz  time of PREPARE
--   login        text         owner
--   database     text         name
/* tickbird:activity.prepared */
SELECT p.gid, pg_catalog.age(p.transaction)::int8 AS xid_age, p.prepared AS prepared_at, p.owner::text AS login, p.database::text AS database
FROM pg_catalog.pg_prepared_xacts AS p
ORDER BY p.prepared, p.gid
