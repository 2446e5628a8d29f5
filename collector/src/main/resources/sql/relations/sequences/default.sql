-- Purpose: Sequences with their last value and the column that they feed.
-- Versions: 13 and later
-- Privileges: SELECT or USAGE on each sequence for the last value (pg_monitor alone has none)
-- Cost: 5 us per sequence
-- Locks: ROW EXCLUSIVE on each for a moment; those that others lock are left out
-- Resets: none
-- Columns:
--   sequence_oid  int8  oid
--   schema        text  name
--   name          text  name
--   type          text  smallint, integer, bigint
--   minimum       int8  value
--   maximum       int8  value
--   increment     int8  value
--   cycles        bool  starts again at its end
--   readable      bool  we have USAGE or SELECT on it
--   last_value    int8  null: never used, not readable, or locked by others
--   table_schema  text  schema of the table that it feeds: by ownership, identity or default
--   table_name    text  its name
--   column_name   text  its column
--   column_type   text  the type of that column, a domain's base type
/* tickbird:relations.sequences */
WITH fed AS MATERIALIZED (
  -- of several columns the narrowest, for that one ends first
  SELECT DISTINCT ON (f.sequence) f.sequence, f.relation, f.attribute, b.type
  FROM (
    SELECT d.objid AS sequence, d.refobjid AS relation, d.refobjsubid AS attribute, 1 AS rank
    FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 1259 AND d.refclassid = 1259 AND d.objsubid = 0 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
      AND d.objid IN (SELECT s.seqrelid FROM pg_catalog.pg_sequence AS s)
    UNION ALL
    SELECT d.refobjid, f.adrelid, f.adnum, 2
    FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_attrdef AS f ON f.oid = d.objid
    WHERE d.classid = 2604 AND d.refclassid = 1259 AND d.deptype = 'n'
      AND d.refobjid IN (SELECT s.seqrelid FROM pg_catalog.pg_sequence AS s)
  ) AS f
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.relation AND a.attnum = f.attribute
  JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
  -- a domain holds what its base type holds
  CROSS JOIN LATERAL (SELECT CASE WHEN y.typtype = 'd' THEN y.typbasetype ELSE y.oid END AS type) AS b
  ORDER BY f.sequence, CASE b.type WHEN 21 THEN 2 WHEN 23 THEN 4 ELSE 8 END, f.rank, f.relation, f.attribute
), held AS MATERIALIZED (
  SELECT l.relation
  FROM pg_catalog.pg_locks AS l
  WHERE l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    AND l.relation IS NOT NULL
    AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
)
SELECT
  s.seqrelid::int8 AS sequence_oid,
  n.nspname::text AS schema,
  c.relname::text AS name,
  pg_catalog.format_type(s.seqtypid, NULL) AS type,
  s.seqmin AS minimum,
  s.seqmax AS maximum,
  s.seqincrement AS increment,
  s.seqcycle AS cycles,
  r.readable,
  -- an unlogged sequence cannot be read on a standby
  CASE WHEN r.readable AND s.seqrelid NOT IN (SELECT h.relation FROM held AS h)
      AND (c.relpersistence = 'p' OR NOT pg_catalog.pg_is_in_recovery())
    THEN pg_catalog.pg_sequence_last_value(s.seqrelid) END AS last_value,
  k.nspname::text AS table_schema,
  t.relname::text AS table_name,
  a.attname::text AS column_name,
  pg_catalog.format_type(f.type, NULL) AS column_type
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
-- by seqrelid, so that it is never asked of what is no sequence
CROSS JOIN LATERAL (SELECT pg_catalog.has_sequence_privilege(s.seqrelid, 'SELECT, USAGE') AS readable) AS r
LEFT JOIN fed AS f ON f.sequence = s.seqrelid
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = f.relation
LEFT JOIN pg_catalog.pg_namespace AS k ON k.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.relation AND a.attnum = f.attribute
WHERE c.relpersistence <> 't'
ORDER BY s.seqrelid
