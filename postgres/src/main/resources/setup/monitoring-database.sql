-- In every watched database, as a superuser. Statistics of columns without any data value; see them with: SELECT * FROM tickbird.column_stats()
-- The schema must not exist yet: whoever owned it could have prepared it.
CREATE SCHEMA tickbird AUTHORIZATION tickbird_owner;
GRANT SELECT ON pg_catalog.pg_statistic TO tickbird_owner;
SET ROLE tickbird_owner;
CREATE FUNCTION tickbird.column_stats()
RETURNS TABLE (relid oid, attnum smallint, inh boolean, null_frac real, avg_width integer, n_distinct real, mcf real[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT s.starelid, s.staattnum, s.stainherit, s.stanullfrac, s.stawidth, s.stadistinct,
    CASE 1
      WHEN s.stakind1 THEN s.stanumbers1
      WHEN s.stakind2 THEN s.stanumbers2
      WHEN s.stakind3 THEN s.stanumbers3
      WHEN s.stakind4 THEN s.stanumbers4
      WHEN s.stakind5 THEN s.stanumbers5
    END
  FROM pg_catalog.pg_statistic AS s
$function$;
REVOKE ALL ON FUNCTION tickbird.column_stats() FROM PUBLIC;
GRANT USAGE ON SCHEMA tickbird TO {monitor};
GRANT EXECUTE ON FUNCTION tickbird.column_stats() TO {monitor};
RESET ROLE;
-- The last values of sequences, for whoever may use the schema above; SELECT cannot advance a sequence. Run it again after adding some.
DO $grants$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    SELECT DISTINCT pg_catalog.format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', n.nspname, r.rolname)
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_namespace AS t ON t.nspname = 'tickbird'
    CROSS JOIN LATERAL pg_catalog.aclexplode(t.nspacl) AS a
    JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee AND r.oid <> t.nspowner
    WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND a.privilege_type = 'USAGE'
  LOOP
    EXECUTE statement;
  END LOOP;
END
$grants$;
