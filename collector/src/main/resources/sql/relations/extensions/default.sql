-- Purpose: Extensions of this database.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   name     text  name
--   version  text  installed version
/* tickbird:relations.extensions */
SELECT e.extname::text AS name, e.extversion AS version
FROM pg_catalog.pg_extension AS e
ORDER BY e.extname COLLATE "C"
