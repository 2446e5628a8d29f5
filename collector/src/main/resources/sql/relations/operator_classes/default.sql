-- Purpose: Operator classes: their names, and whether a B-tree with them can deduplicate.
-- Versions: 13 and later
-- Privileges: none
-- Cost: 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   operator_class_oid  int8  oid
--   schema              text  name
--   name                text  name
--   equal_image         text  function that says whether equal values are alike in bytes (support function 4); null: never deduplicated
/* tickbird:relations.operator_classes */
SELECT
  k.oid::int8 AS operator_class_oid,
  n.nspname::text AS schema,
  k.opcname::text AS name,
  f.proname::text AS equal_image
FROM pg_catalog.pg_opclass AS k
JOIN pg_catalog.pg_namespace AS n ON n.oid = k.opcnamespace
LEFT JOIN pg_catalog.pg_amproc AS a ON k.opcmethod = 403  -- btree
  AND a.amprocfamily = k.opcfamily AND a.amproclefttype = k.opcintype AND a.amprocrighttype = k.opcintype AND a.amprocnum = 4
LEFT JOIN pg_catalog.pg_proc AS f ON f.oid = a.amproc
ORDER BY k.oid
