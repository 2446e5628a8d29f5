-- Purpose: What would build an index again, by its oid (the parameter).
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: waits for ACCESS EXCLUSIVE
-- Resets: nothing is cumulative
-- Columns:
--   definition  text
/* tickbird:execution.definition */
SELECT pg_catalog.pg_get_indexdef(?::int8::oid) AS definition
