CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE shop_app LOGIN PASSWORD '{password}';
CREATE ROLE tickbird_executor LOGIN PASSWORD '{password}';
CREATE ROLE tickbird_signal LOGIN PASSWORD '{password}';
ALTER ROLE tickbird_monitor PASSWORD '{password}';
GRANT shop_owner TO tickbird_executor;
GRANT pg_signal_backend, pg_read_all_stats TO tickbird_signal;
