-- Purpose: Whether pg_qualstats is installed in this database, and is what it should be.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   schema    text  schema of its function
--   trusted   bool  it is a C function of a superuser and belongs to the extension
--   callable  bool  our login may call it
/* tickbird:statements.filters_extension */
SELECT
  n.nspname::text AS schema,
  l.lanname = 'c' AND r.rolsuper AS trusted,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_function_privilege(f.oid, 'EXECUTE') AS callable
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_depend AS d ON d.refclassid = 3079 AND d.refobjid = e.oid AND d.classid = 1255 AND d.deptype = 'e'
JOIN pg_catalog.pg_proc AS f ON f.oid = d.objid
JOIN pg_catalog.pg_namespace AS n ON n.oid = f.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = f.prolang
JOIN pg_catalog.pg_roles AS r ON r.oid = f.proowner
WHERE e.extname = 'pg_qualstats' AND f.proname = 'pg_qualstats' AND f.pronargs = 0
ORDER BY n.nspname
LIMIT 1
