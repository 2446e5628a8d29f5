-- PgHero (MIT licence), query_stats, restated.
WITH statement AS (
  SELECT left(s.query, 10000) AS query, s.queryid, u.rolname, (s.total_plan_time + s.total_exec_time) / 60000 AS minutes, s.calls
  FROM public.pg_stat_statements AS s
  JOIN pg_database AS d ON d.oid = s.dbid
  JOIN pg_roles AS u ON u.oid = s.userid
  WHERE s.calls > 0 AND d.datname = current_database()
)
SELECT query, queryid, rolname, minutes, calls, (SELECT sum(minutes) FROM statement)
FROM statement
ORDER BY minutes DESC
LIMIT 100
