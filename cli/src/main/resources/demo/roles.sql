CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE shop_app LOGIN PASSWORD {shop_app};
CREATE ROLE tickbird_executor LOGIN PASSWORD {tickbird_executor};
CREATE ROLE tickbird_signal LOGIN PASSWORD {tickbird_signal};
ALTER ROLE tickbird_monitor PASSWORD {tickbird_monitor};
GRANT shop_owner TO tickbird_executor;
GRANT pg_signal_backend, pg_read_all_stats TO tickbird_signal;
