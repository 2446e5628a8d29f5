-- Purpose: Opt-outs: what the comments on tables and indexes say after tickbird:ignore=. No other comment is read.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 0.3 us per comment
-- Locks: none
-- Resets: none
-- Columns:
--   relation_oid  int8  table or index
--   ignored       text  rule ids, separated by commas
/* tickbird:relations.ignored */
SELECT
  s.objoid::int8 AS relation_oid,
  pg_catalog.left(pg_catalog.substring(s.description, 'tickbird:ignore=([^[:space:]]+)'), 200) AS ignored
FROM pg_catalog.pg_description AS s
WHERE s.classoid = 1259 AND s.objsubid = 0 AND s.description LIKE '%tickbird:ignore=%'
ORDER BY s.objoid
