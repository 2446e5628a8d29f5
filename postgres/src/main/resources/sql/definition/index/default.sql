-- Purpose: What one index is, from typed columns of the catalog; hashed to see whether it is still the same.
-- Versions: 13 and 14
-- Privileges: none
-- Cost: under 1 ms
-- Locks: none
-- Resets: none
-- Columns:
--   relation_oid        int8   its table
--   method              text   btree, hash, gin, gist, spgist, brin …
--   is_unique           bool   indisunique
--   is_primary          bool   indisprimary
--   exclusion           bool   indisexclusion
--   immediate           bool   false for a deferrable constraint
--   nulls_not_distinct  bool   false before 15
--   attributes          _int2  attribute numbers, keys first, then INCLUDE; 0 is an expression
--   operator_classes    _text  qualified names per key, with what they were given, e.g. (siglen=64)
--   collations          _text  qualified names per key, empty for none
--   key_options         _int2  bits per key: 1 DESC, 2 NULLS FIRST
--   expression_tree     text   the expressions as the catalog keeps them; null for none
--   predicate_tree      text   the same of the predicate
/* tickbird:definition.index */
SELECT
  i.indrelid::int8 AS relation_oid,
  m.amname::text AS method,
  i.indisunique AS is_unique,
  i.indisprimary AS is_primary,
  i.indisexclusion AS exclusion,
  i.indimmediate AS immediate,
  false AS nulls_not_distinct,
  i.indkey::int2[] AS attributes,
  ARRAY(
    SELECT n.nspname || '.' || k.opcname || coalesce('(' || pg_catalog.array_to_string(a.attoptions, ',') || ')', '')
    FROM pg_catalog.unnest(i.indclass::oid[]) WITH ORDINALITY AS u(oid, place)
    JOIN pg_catalog.pg_opclass AS k ON k.oid = u.oid
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indexrelid AND a.attnum = u.place
    JOIN pg_catalog.pg_namespace AS n ON n.oid = k.opcnamespace
    ORDER BY u.place) AS operator_classes,
  ARRAY(
    SELECT coalesce(n.nspname || '.' || k.collname, '')
    FROM pg_catalog.unnest(i.indcollation::oid[]) WITH ORDINALITY AS u(oid, place)
    LEFT JOIN pg_catalog.pg_collation AS k ON k.oid = u.oid
    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = k.collnamespace
    ORDER BY u.place) AS collations,
  i.indoption::int2[] AS key_options,
  i.indexprs::text AS expression_tree,
  i.indpred::text AS predicate_tree
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
WHERE i.indexrelid = ?
