-- Purpose: What lies in a schema for monitoring views: its name, the names of our views and the mark in their comments are the parameters.
-- Versions: 13 and later
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   owner              text   null when the schema is not there
--   comment            text   of the schema, its beginning
--   views              _text  views that are ours, by name and comment
--   others             _text  the first few other objects in it, in the server's words
--   statements_schema  text   where pg_stat_statements is installed
/* tickbird:relations.monitoring */
SELECT
  pg_catalog.pg_get_userbyid(n.nspowner)::text AS owner,
  pg_catalog.left(pg_catalog.obj_description(n.oid, 'pg_namespace'), 400) AS comment,
  o.names AS views,
  ARRAY(
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
    FROM pg_catalog.pg_depend AS d
    WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
      AND d.refobjid = n.oid
      AND NOT (d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = ANY (o.oids))
    ORDER BY 1
    LIMIT 3) AS others,
  (SELECT s.nspname::text
   FROM pg_catalog.pg_extension AS e
   JOIN pg_catalog.pg_namespace AS s ON s.oid = e.extnamespace
   WHERE e.extname = 'pg_stat_statements') AS statements_schema
FROM (SELECT ?::text AS name, ?::text[] AS views, ?::text AS mark) AS p
LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = p.name
CROSS JOIN LATERAL (
  SELECT coalesce(pg_catalog.array_agg(c.oid), ARRAY[]::oid[]) AS oids,
    coalesce(pg_catalog.array_agg(c.relname::text ORDER BY c.relname COLLATE "C"), ARRAY[]::text[]) AS names
  FROM pg_catalog.pg_class AS c
  WHERE c.relnamespace = n.oid
    AND c.relkind = 'v'
    AND c.relname = ANY (p.views)
    AND pg_catalog.strpos(pg_catalog.obj_description(c.oid, 'pg_class'), p.mark) > 0) AS o
