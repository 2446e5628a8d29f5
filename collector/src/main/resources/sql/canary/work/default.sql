-- Purpose: A small fixed piece of work whose round trip is timed: parse, plan, two index scans.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 0.2 ms
-- Locks: none
-- Resets: none
-- Columns:
--   columns  int8  number of columns of pg_class
/* tickbird:canary.work */
SELECT pg_catalog.count(*) AS columns
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
WHERE c.oid = 1259
