-- Once per server, as a superuser. Give the password with \password or your own tooling: it is not part of this script.
CREATE ROLE tickbird_owner NOLOGIN;
CREATE ROLE {monitor} LOGIN;
GRANT pg_monitor TO {monitor};
