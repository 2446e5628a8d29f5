-- Purpose: Indexes with their whole definition as numbers; texts of predicates and expressions come from relations/expressions.
-- Versions: 13 and 14
-- Privileges: none
-- Cost: 3 us per index
-- Locks: none
-- Resets: none: all of it is catalog
-- Columns:
--   index_oid           int8   oid
--   relation_oid        int8   its table
--   name                text   name
--   kind                text   i index, I partitioned
--   method              text   btree, hash, gin, gist, spgist, brin …
--   is_unique           bool   indisunique
--   is_primary          bool   indisprimary
--   exclusion           bool   indisexclusion
--   immediate           bool   false for a deferrable constraint
--   replica_identity    bool   indisreplident
--   is_clustered        bool   CLUSTER uses it
--   valid               bool   may serve queries
--   ready               bool   is kept up by writes
--   live                bool   false while it is being dropped
--   nulls_not_distinct  bool   false before 15
--   key_count           int4   key columns, without INCLUDE
--   attributes          _int2  attribute numbers, keys first, then INCLUDE; 0 is an expression
--   operator_classes    _int8  oid per key
--   collations          _int8  oid per key, 0 for none
--   key_options         _int2  bits per key: 1 DESC, 2 NULLS FIRST
--   expression_tree     text   the expressions as the catalog keeps them, without positions; null for none: hashed, never sent
--   predicate_tree      text   the same of the predicate
--   options             _text  storage options; null for none
--   tablespace          text   null: the default one
--   parent_oid          int8   partitioned index it is attached to
--   extension           text   extension that owns it
--   ignored             text   what its comment says after tickbird:ignore=
/* tickbird:relations.indexes */
SELECT
  i.indexrelid::int8 AS index_oid,
  i.indrelid::int8 AS relation_oid,
  x.relname::text AS name,
  x.relkind::text AS kind,
  m.amname::text AS method,
  i.indisunique AS is_unique,
  i.indisprimary AS is_primary,
  i.indisexclusion AS exclusion,
  i.indimmediate AS immediate,
  i.indisreplident AS replica_identity,
  i.indisclustered AS is_clustered,
  i.indisvalid AS valid,
  i.indisready AS ready,
  i.indislive AS live,
  false AS nulls_not_distinct,
  i.indnkeyatts::int4 AS key_count,
  i.indkey::int2[] AS attributes,
  i.indclass::int8[] AS operator_classes,
  i.indcollation::int8[] AS collations,
  i.indoption::int2[] AS key_options,
  -- positions in the statement that created it change with a rebuild and mean nothing
  pg_catalog.regexp_replace(i.indexprs::text, ' :location -?[0-9]+', '', 'g') AS expression_tree,
  pg_catalog.regexp_replace(i.indpred::text, ' :location -?[0-9]+', '', 'g') AS predicate_tree,
  x.reloptions AS options,
  s.spcname::text AS tablespace,
  h.inhparent::int8 AS parent_oid,
  e.extname::text AS extension,
  o.ignored
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = x.reltablespace
LEFT JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = i.indexrelid
LEFT JOIN pg_catalog.pg_depend AS d ON d.classid = 1259 AND d.objid = i.indexrelid AND d.objsubid = 0 AND d.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
LEFT JOIN (
  SELECT q.objoid, pg_catalog.left(pg_catalog.substring(q.description, 'tickbird:ignore=([^[:space:]]+)'), 200) AS ignored
  FROM pg_catalog.pg_description AS q
  WHERE q.classoid = 1259 AND q.objsubid = 0 AND q.description LIKE '%tickbird:ignore=%'
) AS o ON o.objoid = i.indexrelid
WHERE c.relkind IN ('r', 'm', 'p')
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('information_schema', 'pg_toast')
  -- of the system catalogs only those that grew large
  AND (n.nspname <> 'pg_catalog' OR c.relpages >= 1000)
ORDER BY i.indrelid, i.indexrelid
