-- Purpose: By which columns statements sort out rows that they have read, from pg_qualstats; no value is read.
-- Versions: 13 and later (pg_qualstats 1.0 and later)
-- Privileges: EXECUTE on its function
-- Cost: 1 ms for 1,000 predicates
-- Locks: none
-- Resets: pg_qualstats_reset(), a restart; entries are thrown out for lack of room
-- Columns:
--   query_id      int8   as in pg_stat_statements
--   database_oid  int8   database oid
--   relation_oid  int8   table oid
--   numbers       _int2  attribute numbers, those of one AND together
--   strategies    _int2  how each is compared: the operator's number in B-trees, 3 for =
--   examined      int8   rows that were held against it
--   filtered      int8   rows that were left out
/* tickbird:statements.filters */
WITH filters AS MATERIALIZED (
  SELECT
    q.queryid, q.dbid, q.lrelid, coalesce(q.qualid, q.qualnodeid) AS node, q.lattnum, q.opno,
    pg_catalog.sum(q.execution_count) AS examined, pg_catalog.sum(q.nbfiltered) AS filtered
  FROM {schema}.pg_qualstats() AS q
  WHERE q.eval_type = 'f' AND q.lrelid >= 16384 AND q.lattnum > 0 AND q.rrelid IS NULL
    AND q.opno < 16384 AND q.execution_count > 0 AND q.queryid IS NOT NULL
  GROUP BY q.queryid, q.dbid, q.lrelid, coalesce(q.qualid, q.qualnodeid), q.lattnum, q.opno
),
strategies AS MATERIALIZED (
  SELECT o.amopopr, pg_catalog.min(o.amopstrategy) AS strategy
  FROM pg_catalog.pg_amop AS o
  WHERE o.amopmethod = 403 AND o.amoppurpose = 's'
  GROUP BY o.amopopr
)
SELECT
  f.queryid::int8 AS query_id,
  f.dbid::int8 AS database_oid,
  f.lrelid::int8 AS relation_oid,
  pg_catalog.array_agg(f.lattnum::int2 ORDER BY f.lattnum, s.strategy) AS numbers,
  pg_catalog.array_agg(s.strategy ORDER BY f.lattnum, s.strategy) AS strategies,
  pg_catalog.max(f.examined)::int8 AS examined,
  pg_catalog.max(f.filtered)::int8 AS filtered
FROM filters AS f
JOIN strategies AS s ON s.amopopr = f.opno
GROUP BY f.queryid, f.dbid, f.lrelid, f.node
ORDER BY pg_catalog.max(f.filtered) DESC, f.queryid, f.lrelid, f.node
LIMIT 1000
