-- Purpose: Who else writes the server's configuration and keeps its slots, as far as its settings show; no row for nobody.
-- Versions: 13 and later
-- Privileges: pg_monitor
-- Cost: a few ms
-- Locks: none
-- Resets: nothing is cumulative
-- Columns:
--   manager  text  a cloud, CloudNativePG, Patroni
/* tickbird:execution.manager */
SELECT m.manager FROM (
  SELECT CASE
      WHEN s.name LIKE 'rds.%' THEN 'Amazon RDS'
      WHEN s.name LIKE 'cloudsql.%' THEN 'Cloud SQL'
      WHEN s.name LIKE 'alloydb.%' THEN 'AlloyDB'
      WHEN s.name LIKE 'azure.%' THEN 'Azure Database'
      WHEN s.name LIKE 'neon.%' THEN 'Neon'
      WHEN s.name = 'allow_alter_system' THEN 'whoever switched allow_alter_system off'
      WHEN s.sourcefile LIKE '%/custom.conf' THEN 'CloudNativePG'
      ELSE 'Patroni' END AS manager
  FROM pg_catalog.pg_settings AS s
  WHERE s.name LIKE ANY (ARRAY['rds.%', 'cloudsql.%', 'alloydb.%', 'azure.%', 'neon.%'])
    OR (s.name = 'allow_alter_system' AND s.setting = 'off')
    OR s.sourcefile LIKE '%/custom.conf'
    OR (s.name = 'cluster_name' AND s.source = 'command line')) AS m
ORDER BY m.manager COLLATE "C"
LIMIT 1
