-- Dead and free bytes, as people read them. Of pages that are all visible the extension asks the free space map alone.
SELECT c.relname, (SELECT s.dead_tuple_percent + s.approx_free_percent FROM pgstattuple_approx(c.oid) s)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
ORDER BY 1
