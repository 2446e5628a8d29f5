-- Purpose: Whether DDL or ANALYZE happened since the definitions were read: rows written to the catalogs, and the states of indexes.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 0.2 us per index
-- Locks: none
-- Resets: counters fall to 0 at pg_stat_reset(), a crash or an immediate stop: any difference counts as a change
-- Columns:
--   written   int8  rows inserted, updated and deleted in the catalogs that hold definitions
--   analyzed  int8  the same of pg_statistic
--   indexes   int8  count
--   valid     int8  count
--   ready     int8  count
/* tickbird:relations.changes */
SELECT
  w.written,
  w.analyzed,
  i.indexes,
  i.valid,
  i.ready
FROM (
  SELECT
    coalesce(pg_catalog.sum(c.written) FILTER (WHERE c.relname <> 'pg_statistic'), 0)::int8 AS written,
    coalesce(pg_catalog.sum(c.written) FILTER (WHERE c.relname = 'pg_statistic'), 0)::int8 AS analyzed
  FROM (
    SELECT
      t.relname,
      pg_catalog.pg_stat_get_tuples_inserted(t.oid)
        + pg_catalog.pg_stat_get_tuples_updated(t.oid)
        + pg_catalog.pg_stat_get_tuples_deleted(t.oid) AS written
    FROM pg_catalog.pg_class AS t
    WHERE t.relnamespace = 11
      AND t.relname IN ('pg_attribute', 'pg_class', 'pg_constraint', 'pg_depend', 'pg_description', 'pg_extension', 'pg_index',
        'pg_inherits', 'pg_namespace', 'pg_publication', 'pg_publication_namespace', 'pg_publication_rel', 'pg_rewrite',
        'pg_statistic')) AS c) AS w
CROSS JOIN (
  SELECT
    pg_catalog.count(*) AS indexes,
    pg_catalog.count(*) FILTER (WHERE x.indisvalid) AS valid,
    pg_catalog.count(*) FILTER (WHERE x.indisready) AS ready
  FROM pg_catalog.pg_index AS x) AS i
