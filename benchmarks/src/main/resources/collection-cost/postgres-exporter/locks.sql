-- postgres_exporter (Apache-2.0), collector locks, restated.
SELECT d.datname, l.mode, count(*)
FROM pg_database AS d
LEFT JOIN pg_locks AS l ON l.database = d.oid
GROUP BY 1, 2
