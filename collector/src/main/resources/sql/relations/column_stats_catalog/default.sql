-- Purpose: Statistics of columns from pg_statistic itself: no data value leaves the server.
-- Versions: 13 and later
-- Privileges: SELECT on pg_statistic (a superuser)
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
/* tickbird:relations.column_stats_catalog */
SELECT
  s.starelid::int8 AS relation_oid,
  s.staattnum::int4 AS number,
  s.stainherit AS inherited,
  s.stanullfrac AS null_fraction,
  s.stawidth AS average_width,
  s.stadistinct AS distinct_values,
  CASE 1
    WHEN s.stakind1 THEN s.stanumbers1
    WHEN s.stakind2 THEN s.stanumbers2
    WHEN s.stakind3 THEN s.stanumbers3
    WHEN s.stakind4 THEN s.stanumbers4
    WHEN s.stakind5 THEN s.stanumbers5
  END AS frequencies
FROM pg_catalog.pg_statistic AS s
-- below are the catalogs; to look up the namespace of each would cost a quarter of the whole
WHERE s.starelid >= 16384
