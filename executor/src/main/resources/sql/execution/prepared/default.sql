-- Purpose: Prepared transactions of this database.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   gid  text
/* tickbird:execution.prepared */
SELECT p.gid FROM pg_catalog.pg_prepared_xacts AS p
WHERE p.database = pg_catalog.current_database()
ORDER BY p.prepared LIMIT 20
