-- Purpose: Names of the types asked for: few types make many columns, and a name costs more than the rest of its column.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 2 us per type
-- Locks: none
-- Resets: none: all of it is catalog
-- Columns:
--   type_oid  int8  oid
--   name      text  name without modifier
/* tickbird:relations.types */
SELECT w.oid::int8 AS type_oid, pg_catalog.format_type(w.oid, NULL) AS name
FROM pg_catalog.unnest(?::oid[]) AS w(oid)
ORDER BY w.oid
