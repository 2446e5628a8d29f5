-- postgres_exporter (Apache-2.0), collector stat_statements for 17 and later, restated.
SELECT pg_get_userbyid(s.userid), d.datname, s.queryid, s.calls, s.total_exec_time / 1000, s.rows,
  s.shared_blk_read_time / 1000, s.shared_blk_write_time / 1000
FROM public.pg_stat_statements AS s
JOIN pg_database AS d ON d.oid = s.dbid
WHERE s.total_exec_time > (SELECT percentile_cont(0.1) WITHIN GROUP (ORDER BY o.total_exec_time) FROM public.pg_stat_statements AS o)
ORDER BY s.total_exec_time DESC
LIMIT 100
