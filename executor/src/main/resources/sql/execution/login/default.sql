-- Purpose: What a role may do, by its name (the parameter).
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   powers       _text  attributes and memberships that a maintenance login must not have
--   memberships  _text  predefined roles whose rights it has
/* tickbird:execution.login */
SELECT
  ARRAY(
    SELECT p.power FROM (VALUES
      ('SUPERUSER', r.rolsuper OR EXISTS (
        SELECT FROM pg_catalog.pg_roles AS s WHERE s.rolsuper AND pg_catalog.pg_has_role(r.oid, s.oid, 'MEMBER'))),
      ('CREATEROLE', r.rolcreaterole),
      ('BYPASSRLS', r.rolbypassrls),
      ('REPLICATION', r.rolreplication)) AS p(power, held)
    WHERE p.held
    UNION ALL
    SELECT d.rolname::text FROM pg_catalog.pg_roles AS d
    WHERE d.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
      AND NOT r.rolsuper AND pg_catalog.pg_has_role(r.oid, d.oid, 'MEMBER')
    UNION ALL
    -- who may replicate reads everything: whatever such a role has beside it is too much
    SELECT 'member of ' || d.rolname FROM pg_catalog.pg_auth_members AS g
    JOIN pg_catalog.pg_roles AS d ON d.oid = g.roleid
    WHERE r.rolreplication AND g.member = r.oid) AS powers,
  ARRAY(
    SELECT g.rolname::text FROM pg_catalog.pg_roles AS g
    WHERE g.rolname LIKE 'pg\_%' AND pg_catalog.pg_has_role(r.oid, g.oid, 'USAGE')
    ORDER BY g.rolname COLLATE "C") AS memberships
FROM pg_catalog.pg_roles AS r
WHERE r.rolname = ?
