-- Purpose: Tables that belong to an extension.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   relation_oid  int8  table, materialized view or sequence
--   extension     text  the extension's name
/* tickbird:relations.members */
SELECT d.objid::int8 AS relation_oid, e.extname::text AS extension
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d ON d.refclassid = 3079 AND d.refobjid = e.oid
WHERE d.classid = 1259 AND d.objsubid = 0 AND d.deptype = 'e'
ORDER BY d.objid
