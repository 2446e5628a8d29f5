-- Purpose: Statistics of columns through the function tickbird.column_stats(): no data value leaves the server.
-- Versions: 13 and later
-- Privileges: EXECUTE on tickbird.column_stats() and USAGE on schema tickbird
-- Cost: 0.5 us per column
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
/* tickbird:relations.column_stats */
SELECT
  f.relid::int8 AS relation_oid,
  f.attnum::int4 AS number,
  f.inh AS inherited,
  f.null_frac AS null_fraction,
  f.avg_width AS average_width,
  f.n_distinct AS distinct_values,
  f.mcf AS frequencies
FROM tickbird.column_stats() AS f
-- below are the catalogs; to look up the namespace of each would cost a quarter of the whole
WHERE f.relid >= 16384
