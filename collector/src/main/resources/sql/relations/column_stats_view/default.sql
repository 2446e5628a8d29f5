-- Purpose: Statistics of columns from the view pg_stats: only of tables that our login may read.
-- Versions: 13 and later
-- Privileges: SELECT on each table, or pg_read_all_data (14 and later)
-- Cost: 3 us per column
-- Locks: none
-- Resets: ANALYZE replaces them
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Columns:
--   relation_oid     int8     table, or index for its expressions
--   number           int4     attribute number
--   inherited        bool     statistics over the children too
--   null_fraction    float4   0 to 1
--   average_width    int4     bytes
--   distinct_values  float4   count; negative: share of the rows
--   frequencies      _float4  shares of the most common values; null for none
/* tickbird:relations.column_stats_view */
SELECT
  c.oid::int8 AS relation_oid,
  a.attnum::int4 AS number,
  s.inherited,
  s.null_frac AS null_fraction,
  s.avg_width AS average_width,
  s.n_distinct AS distinct_values,
  s.most_common_freqs AS frequencies
FROM pg_catalog.pg_stats AS s
JOIN pg_catalog.pg_namespace AS n ON n.nspname = s.schemaname
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = s.tablename
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = s.attname
WHERE n.oid NOT IN (11, 99)
