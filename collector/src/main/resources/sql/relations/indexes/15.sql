-- Purpose: Indexes with their whole definition as numbers; texts of predicates and expressions come from relations/expressions.
-- Versions: 15 and later
-- Privileges: none
-- Cost: 2 us per index: vectors come as they are, for as arrays they cost as much as all the rest
-- Locks: none
-- Resets: none: all of it is catalog
-- Order: none: the reader sorts, for a sort of this size could go to disk here
-- Columns:
--   index_oid           int8        oid
--   relation_oid        int8        its table
--   name                text        name
--   kind                text        i index, I partitioned
--   method              text        btree, hash, gin, gist, spgist, brin …
--   is_unique           bool        indisunique
--   is_primary          bool        indisprimary
--   exclusion           bool        indisexclusion
--   immediate           bool        false for a deferrable constraint
--   replica_identity    bool        indisreplident
--   is_clustered        bool        CLUSTER uses it
--   valid               bool        may serve queries
--   ready               bool        is kept up by writes
--   live                bool        false while it is being dropped
--   nulls_not_distinct  bool        false before 15
--   attributes          int2vector  attribute numbers, keys first, then INCLUDE; 0 is an expression
--   operator_classes    oidvector   oid per key
--   key_parameters      _text       per attribute what its operator class was given, e.g. (siglen=64), else empty; null for a B-tree
--   collations          oidvector   oid per key, 0 for none
--   key_options         int2vector  bits per key: 1 DESC, 2 NULLS FIRST
--   expression_tree     text        the expressions as the catalog keeps them; null for none: hashed, never sent
--   predicate_tree      text        the same of the predicate
--   options             _text       storage options; null for none
--   tablespace          text        null: the default one
--   parent_oid          int8        partitioned index it is attached to
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
  i.indnullsnotdistinct AS nulls_not_distinct,
  i.indkey AS attributes,
  i.indclass AS operator_classes,
  CASE WHEN m.amname <> 'btree' THEN ARRAY(
    SELECT coalesce('(' || pg_catalog.array_to_string(a.attoptions, ',') || ')', '')
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = i.indexrelid AND a.attnum > 0
    ORDER BY a.attnum) END AS key_parameters,
  i.indcollation AS collations,
  i.indoption AS key_options,
  i.indexprs::text AS expression_tree,
  i.indpred::text AS predicate_tree,
  x.reloptions AS options,
  CASE WHEN x.reltablespace <> 0
    THEN (SELECT s.spcname::text FROM pg_catalog.pg_tablespace AS s WHERE s.oid = x.reltablespace) END AS tablespace,
  CASE WHEN x.relispartition
    THEN (SELECT h.inhparent::int8 FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = i.indexrelid) END AS parent_oid
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
WHERE x.relkind IN ('i', 'I')
  AND x.relpersistence <> 't'
  AND x.relnamespace NOT IN (11, 99)
