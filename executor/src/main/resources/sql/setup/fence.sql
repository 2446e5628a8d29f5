-- In the maintenance database of every instance in mode execute, as a superuser: the fence, by which only one executor acts at a time.
-- Schema tickbird must be new or tickbird_owner's: whoever owned it otherwise could have prepared it.
DO $setup$
DECLARE
  schema_owner text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = 'tickbird_owner') THEN
    CREATE ROLE tickbird_owner NOLOGIN;
  END IF;
  SELECT r.rolname INTO schema_owner
  FROM pg_catalog.pg_namespace AS n JOIN pg_catalog.pg_roles AS r ON r.oid = n.nspowner
  WHERE n.nspname = 'tickbird';
  IF schema_owner IS NULL THEN
    CREATE SCHEMA tickbird AUTHORIZATION tickbird_owner;
  ELSIF schema_owner <> 'tickbird_owner' THEN
    RAISE EXCEPTION 'schema tickbird belongs to %, not to tickbird_owner: look into it, then drop or rename it', schema_owner;
  END IF;
END
$setup$;
CREATE TABLE tickbird.fence (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  holder text,
  epoch bigint NOT NULL DEFAULT 0,
  expires_at timestamptz,
  backend_pid integer,
  backend_start timestamptz,
  policy_revision bigint NOT NULL DEFAULT 0,
  target_revision bigint NOT NULL DEFAULT 0
);
INSERT INTO tickbird.fence DEFAULT VALUES;
ALTER TABLE tickbird.fence OWNER TO tickbird_owner;
REVOKE ALL ON tickbird.fence FROM PUBLIC;
GRANT USAGE ON SCHEMA tickbird TO {monitor}, {executor};
GRANT SELECT ON tickbird.fence TO {monitor};
GRANT SELECT, UPDATE ON tickbird.fence TO {executor};
