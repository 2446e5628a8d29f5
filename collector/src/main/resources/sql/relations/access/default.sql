-- Purpose: Which way to column statistics is open, and whether the function that offers it can be trusted: whoever owns a database could plant one of that name.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   database_oid      int8         oid of the database
--   stats_catalog     bool         SELECT on pg_statistic
--   schema_owner      text         owner of schema tickbird; null: no such schema
--   schema_usage      bool         USAGE on it
--   function_owner    text         owner of tickbird.column_stats(); null: no such function
--   function_definer  bool         it is SECURITY DEFINER with a search_path of its own
--   function_execute  bool         EXECUTE on it
--   owner_trusted     bool         schema and function are owned by tickbird_owner or a superuser
--   reads_all_data    bool         pg_read_all_data or superuser
--   counters_reset    timestamptz  stats_reset of this database
/* tickbird:relations.access */
SELECT
  d.oid::int8 AS database_oid,
  pg_catalog.has_table_privilege(2619::oid, 'SELECT') AS stats_catalog,
  o.rolname::text AS schema_owner,
  coalesce(pg_catalog.has_schema_privilege(n.oid, 'USAGE'), false) AS schema_usage,
  u.rolname::text AS function_owner,
  coalesce(f.prosecdef AND pg_catalog.array_to_string(f.proconfig, ',') ~ '^search_path=pg_catalog, pg_temp$', false) AS function_definer,
  coalesce(pg_catalog.has_function_privilege(f.oid, 'EXECUTE'), false) AS function_execute,
  coalesce((o.rolname = 'tickbird_owner' OR o.rolsuper) AND (u.rolname = 'tickbird_owner' OR u.rolsuper), false) AS owner_trusted,
  EXISTS (
    SELECT FROM pg_catalog.pg_roles AS r
    WHERE (r.rolname = 'pg_read_all_data' AND pg_catalog.pg_has_role(r.oid, 'USAGE')) OR (r.rolname = current_user AND r.rolsuper)
  ) AS reads_all_data,
  pg_catalog.pg_stat_get_db_stat_reset_time(d.oid) AS counters_reset
FROM pg_catalog.pg_database AS d
LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = 'tickbird'
LEFT JOIN pg_catalog.pg_roles AS o ON o.oid = n.nspowner
LEFT JOIN pg_catalog.pg_proc AS f ON f.pronamespace = n.oid AND f.proname = 'column_stats' AND f.pronargs = 0
LEFT JOIN pg_catalog.pg_roles AS u ON u.oid = f.proowner
WHERE d.datname = pg_catalog.current_database()
ORDER BY d.oid
