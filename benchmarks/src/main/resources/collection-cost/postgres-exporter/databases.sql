-- postgres_exporter (Apache-2.0), collectors database and stat_database, restated in one statement.
SELECT s.*, d.datconnlimit, pg_database_size(d.oid)
FROM pg_database AS d
JOIN pg_stat_database AS s ON s.datid = d.oid
WHERE d.datallowconn AND NOT d.datistemplate
