-- Purpose: Whether pg_stat_statements is installed in this database, its version and schema.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   version    text  version of the extension, which decides its columns
--   schema     text  schema it lies in
--   preloaded  bool  named in shared_preload_libraries; null when not permitted to know
/* tickbird:statements.extension */
SELECT
  e.extversion AS version,
  n.nspname::text AS schema,
  (SELECT s.setting ~ '(^|[ ,/])pg_stat_statements($|[ ,])'
   FROM pg_catalog.pg_settings AS s WHERE s.name = 'shared_preload_libraries') AS preloaded
FROM pg_catalog.pg_extension AS e
JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
WHERE e.extname = 'pg_stat_statements'
