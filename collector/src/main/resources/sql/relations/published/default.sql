-- Purpose: Tables whose updates or deletions a publication sends: each needs a replica identity.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 4 us per published table
-- Locks: none
-- Resets: none
-- Columns:
--   relation_oid  int8  table; of a publication by partition root, the root
/* tickbird:relations.published */
SELECT DISTINCT g.relid::int8 AS relation_oid
FROM pg_catalog.pg_publication AS p
CROSS JOIN LATERAL pg_catalog.pg_get_publication_tables(p.pubname::text) AS g
WHERE p.pubupdate OR p.pubdelete
ORDER BY 1
