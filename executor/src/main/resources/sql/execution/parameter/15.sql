-- Purpose: One parameter and who may change it, by its name, the executor's role and the database it is set for (the parameters).
-- Versions: 15 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   shown        text  the value of a session without settings of its own
--   hidden       bool  a setting of our role or database stands before that of the server
--   context      text  pg_settings.context
--   of_database  text  what the database sets; null for nothing
--   may_system   bool  the role may change it for the server
--   may_reload   bool  the role may have the configuration read again
--   may_database bool  the role owns the database
/* tickbird:execution.parameter */
SELECT
  pg_catalog.current_setting(s.name) AS shown,
  s.source IN ('database', 'user', 'database user', 'client', 'session') AS hidden,
  s.context,
  (SELECT pg_catalog.split_part(o.option, '=', 2)
   FROM pg_catalog.pg_db_role_setting AS r
   CROSS JOIN LATERAL pg_catalog.unnest(r.setconfig) AS o(option)
   WHERE r.setrole = 0 AND r.setdatabase = d.oid AND pg_catalog.split_part(o.option, '=', 1) = s.name) AS of_database,
  pg_catalog.has_parameter_privilege(w.oid, s.name, 'ALTER SYSTEM') AS may_system,
  pg_catalog.has_function_privilege(w.oid, 'pg_catalog.pg_reload_conf()', 'EXECUTE') AS may_reload,
  coalesce(pg_catalog.pg_has_role(w.oid, d.datdba, 'USAGE'), false) AS may_database
FROM pg_catalog.pg_settings AS s
CROSS JOIN pg_catalog.pg_roles AS w
LEFT JOIN pg_catalog.pg_database AS d ON d.datname = ?
WHERE s.name = ? AND w.rolname = ?
