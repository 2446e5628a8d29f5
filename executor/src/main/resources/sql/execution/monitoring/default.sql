-- Purpose: What lies in a schema for monitoring views, and whether a role may work there: the schema, the names of our views, the mark
--          in their comments and the role are the parameters.
-- Versions: 13 and later
-- Privileges: none
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   owner               text   null when the schema is not there
--   owned               bool   the role has the rights of its owner
--   comment             text   of the schema
--   views               _text  views that are ours, by name and comment
--   others              _text  the first few other objects in it, in the server's words
--   may_create          bool   the role may create schemas in the database
--   statements_schema   text   where pg_stat_statements is installed
--   statements_version  text   of that extension
--   may_statements      bool   the role may make views over it
/* tickbird:execution.monitoring */
SELECT
  pg_catalog.pg_get_userbyid(n.nspowner)::text AS owner,
  coalesce(pg_catalog.pg_has_role(w.oid, n.nspowner, 'USAGE'), false) AS owned,
  pg_catalog.obj_description(n.oid, 'pg_namespace') AS comment,
  o.names AS views,
  ARRAY(
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
    FROM pg_catalog.pg_depend AS d
    WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
      AND d.refobjid = n.oid
      AND NOT (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = ANY (o.oids))
    ORDER BY 1
    LIMIT 3) AS others,
  pg_catalog.has_database_privilege(w.oid, pg_catalog.current_database(), 'CREATE') AS may_create,
  s.schema AS statements_schema,
  s.version AS statements_version,
  coalesce(pg_catalog.has_schema_privilege(w.oid, s.namespace, 'USAGE')
    AND pg_catalog.has_table_privilege(w.oid, s.relation, 'SELECT'), false) AS may_statements
FROM pg_catalog.pg_roles AS w
CROSS JOIN (SELECT ?::text AS name, ?::text[] AS views, ?::text AS mark) AS p
LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = p.name
CROSS JOIN LATERAL (
  SELECT coalesce(pg_catalog.array_agg(c.oid), ARRAY[]::oid[]) AS oids,
    coalesce(pg_catalog.array_agg(c.relname::text ORDER BY c.relname COLLATE "C"), ARRAY[]::text[]) AS names
  FROM pg_catalog.pg_class AS c
  WHERE c.relnamespace = n.oid
    AND c.relkind = 'v'
    AND c.relname = ANY (p.views)
    AND pg_catalog.strpos(pg_catalog.obj_description(c.oid, 'pg_class'), p.mark) > 0) AS o
LEFT JOIN (
  SELECT x.nspname::text AS schema, e.extversion AS version, x.oid AS namespace, v.oid AS relation
  FROM pg_catalog.pg_extension AS e
  JOIN pg_catalog.pg_namespace AS x ON x.oid = e.extnamespace
  LEFT JOIN pg_catalog.pg_class AS v ON v.relnamespace = x.oid AND v.relname = 'pg_stat_statements' AND EXISTS (
    SELECT
    FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = v.oid
      AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid AND d.deptype = 'e')
  WHERE e.extname = 'pg_stat_statements') AS s ON true
WHERE w.rolname = ?
