-- Purpose: Whether the planner may be asked about a table: its name, our rights, what its owner could make the planner run, and HypoPG.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 1 ms, and 0.01 ms per partition
-- Locks: none
-- Resets: none
-- Columns:
--   server_time       timestamptz  the server's clock
--   schema            text         schema of the table; null: it is gone
--   name              text         its name
--   kind              text         relkind
--   schema_usage      bool         USAGE on its schema
--   readable          bool         SELECT on the whole table
--   row_security      bool         policies may apply to it or to a partition
--   foreign_part      bool         a partition or child lies on another server
--   own_code          bool         functions or operators that are not PostgreSQL's own: in expressions of indexes, statistics, partition keys
--   hypopg_schema     text         schema of HypoPG's functions; null: not installed
--   hypopg_trusted    bool         they are C functions of a superuser and belong to the extension
--   hypopg_callable   bool         our login may call them
/* tickbird:plans.table */
WITH RECURSIVE tree AS MATERIALIZED (
  SELECT c.oid FROM pg_catalog.pg_class AS c WHERE c.oid = ?::pg_catalog.oid
  UNION
  SELECT i.inhrelid FROM tree AS t JOIN pg_catalog.pg_inherits AS i ON i.inhparent = t.oid
),
parts AS MATERIALIZED (
  SELECT 1259::pg_catalog.oid AS class, t.oid FROM tree AS t
  UNION ALL
  SELECT 1259, i.indexrelid FROM tree AS t JOIN pg_catalog.pg_index AS i ON i.indrelid = t.oid
  UNION ALL
  SELECT 3381, s.oid FROM tree AS t JOIN pg_catalog.pg_statistic_ext AS s ON s.stxrelid = t.oid
),
hypopg AS MATERIALIZED (
  SELECT
    n.nspname,
    pg_catalog.count(*) = 3 AND pg_catalog.bool_and(l.lanname = 'c' AND r.rolsuper) AS trusted,
    pg_catalog.bool_and(pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_function_privilege(f.oid, 'EXECUTE')) AS callable
  FROM pg_catalog.pg_extension AS e
  JOIN pg_catalog.pg_depend AS d ON d.refclassid = 3079 AND d.refobjid = e.oid AND d.classid = 1255 AND d.deptype = 'e'
  JOIN pg_catalog.pg_proc AS f ON f.oid = d.objid
  JOIN pg_catalog.pg_namespace AS n ON n.oid = f.pronamespace
  JOIN pg_catalog.pg_language AS l ON l.oid = f.prolang
  JOIN pg_catalog.pg_roles AS r ON r.oid = f.proowner
  WHERE e.extname = 'hypopg'
    AND (f.proname, pg_catalog.oidvectortypes(f.proargtypes))
      IN (('hypopg_create_index', 'text'), ('hypopg_relation_size', 'oid'), ('hypopg_reset', ''))
  GROUP BY n.nspname
  ORDER BY n.nspname
  LIMIT 1
)
SELECT
  s.server_time,
  n.nspname::text AS schema,
  c.relname::text AS name,
  c.relkind::text AS kind,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS schema_usage,
  pg_catalog.has_table_privilege(c.oid, 'SELECT') AS readable,
  EXISTS (SELECT FROM tree AS t JOIN pg_catalog.pg_class AS p ON p.oid = t.oid WHERE p.relrowsecurity) AS row_security,
  EXISTS (SELECT FROM tree AS t JOIN pg_catalog.pg_class AS p ON p.oid = t.oid WHERE p.relkind = 'f') AS foreign_part,
  EXISTS (
    -- what is PostgreSQL's own has no row here
    SELECT FROM parts AS p
    JOIN pg_catalog.pg_depend AS d ON d.classid = p.class AND d.objid = p.oid
    WHERE d.refclassid IN (1255, 2617)
  ) AS own_code,
  h.nspname::text AS hypopg_schema,
  coalesce(h.trusted, false) AS hypopg_trusted,
  coalesce(h.callable, false) AS hypopg_callable
FROM (SELECT pg_catalog.clock_timestamp() AS server_time) AS s
LEFT JOIN tree AS one ON one.oid = ?::pg_catalog.oid
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = one.oid
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN hypopg AS h ON true
ORDER BY c.oid
