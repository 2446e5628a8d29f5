-- Dead and free bytes, as people read them. The extension reads the whole table.
SELECT c.relname, (SELECT 100.0 * (s.dead_tuple_len + s.free_space) / greatest(s.table_len, 1) FROM pgstattuple(c.oid) s)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
ORDER BY 1
