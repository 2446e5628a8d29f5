-- The leaves at the index's fill factor, the pages above them and the meta page. The extension reads the whole index.
SELECT
  c.relname,
  (SELECT 100 * (1 - (s.leaf_pages * s.avg_leaf_density
      / coalesce((SELECT o.option_value::float8 FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = 'fillfactor'), 90)
      + s.internal_pages + 1) / (s.index_size / 8192))
   FROM pgstatindex(c.oid) s)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'i'
ORDER BY 1
