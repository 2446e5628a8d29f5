CREATE EXTENSION pgstattuple;
SELECT setseed(0.42);

-- Heaps. The name says what it is about; a number at its end is the share of rows that goes away.
CREATE TABLE h_narrow AS SELECT i::int a, (i % 100)::int b, i::bigint c, now() d FROM generate_series(1, :rows) i;
CREATE TABLE h_narrow_40 AS SELECT * FROM h_narrow;
DELETE FROM h_narrow_40 WHERE random() < 0.4;
CREATE TABLE h_narrow_front_50 AS SELECT * FROM h_narrow;
DELETE FROM h_narrow_front_50 WHERE a < :rows / 2;
CREATE TABLE h_padded AS SELECT (i % 7)::smallint a, i::bigint b, i % 2 = 0 c, i::bigint d, (i % 7)::smallint e, now() f, i % 2 = 0 g FROM generate_series(1, :rows) i;
CREATE TABLE h_short_text AS SELECT repeat('x', 1 + i % 5) a, i::bigint b, repeat('y', 1 + i % 3) c, i::bigint d FROM generate_series(1, :rows) i;
CREATE TABLE h_text AS SELECT i id, substr(repeat(md5(i::text), 16), 1, (50 + random() * 450)::int) t FROM generate_series(1, :rows / 3) i;
CREATE TABLE h_text_50 AS SELECT * FROM h_text;
DELETE FROM h_text_50 WHERE random() < 0.5;
CREATE TABLE h_wide (id int, a text, b text);
ALTER TABLE h_wide ALTER a SET STORAGE PLAIN, ALTER b SET STORAGE PLAIN;
INSERT INTO h_wide SELECT i, repeat('x', 2300), repeat('y', 450) FROM generate_series(1, :rows / 20) i;
CREATE TABLE h_nulls AS SELECT i::int a, CASE WHEN random() < 0.3 THEN i::bigint END b, CASE WHEN random() < 0.3 THEN i::bigint END c, CASE WHEN random() < 0.3 THEN md5(i::text) END d, CASE WHEN random() < 0.3 THEN now() END e FROM generate_series(1, :rows) i;
CREATE TABLE h_nulls_50 AS SELECT * FROM h_nulls;
DELETE FROM h_nulls_50 WHERE random() < 0.5;
CREATE TABLE h_fillfactor (LIKE h_narrow) WITH (fillfactor = 70);
INSERT INTO h_fillfactor SELECT * FROM h_narrow;
CREATE TABLE h_fillfactor_50 (LIKE h_narrow) WITH (fillfactor = 70);
INSERT INTO h_fillfactor_50 SELECT * FROM h_narrow;
DELETE FROM h_fillfactor_50 WHERE random() < 0.5;
CREATE TABLE h_numeric AS SELECT i id, (random() * 1e6)::numeric(12, 2) n, (random() * 100)::numeric m, random() f FROM generate_series(1, :rows) i;
CREATE TABLE h_jsonb_30 AS SELECT i id, jsonb_build_object('k', i, 'name', md5(i::text), 'tags', jsonb_build_array('a', 'b', i % 10)) j FROM generate_series(1, :rows / 2) i;
DELETE FROM h_jsonb_30 WHERE random() < 0.3;
CREATE TABLE h_arrays_25 AS SELECT i id, ARRAY(SELECT g FROM generate_series(1, 1 + i % 20) g) a FROM generate_series(1, :rows / 2) i;
DELETE FROM h_arrays_25 WHERE id % 4 = 0;
CREATE TABLE h_dropped_column (a int, gone char(100), b bigint, c bigint);
INSERT INTO h_dropped_column SELECT i, 'x', i, i FROM generate_series(1, :rows / 2) i;
ALTER TABLE h_dropped_column DROP COLUMN gone;
CREATE TABLE h_mixed_rows AS SELECT i id, CASE WHEN random() < 0.9 THEN 'short' ELSE rpad('', 1500, md5(i::text)) END t FROM generate_series(1, :rows / 3) i;
CREATE TABLE h_updated AS SELECT i::int a, 0 b, rpad('z', 60) c FROM generate_series(1, :rows / 2) i;
UPDATE h_updated SET b = b + 1;
UPDATE h_updated SET b = b + 1;
CREATE TABLE h_updated_some AS SELECT i::int a, 0 b, rpad('z', 60) c FROM generate_series(1, :rows / 2) i;
UPDATE h_updated_some SET b = b + 1 WHERE a % 3 = 0;
CREATE TABLE h_queue_95 AS SELECT i::bigint id, '' p FROM generate_series(1, :rows) i;
DELETE FROM h_queue_95 WHERE id < :rows * 0.95;
CREATE TABLE h_not_vacuumed_15 AS SELECT * FROM h_narrow;
CREATE TABLE h_stale_50 AS SELECT * FROM h_narrow;
CREATE TABLE h_never_analyzed AS SELECT * FROM h_narrow;

-- Written after the model: it was not fitted to these.
CREATE TABLE h_people_30 AS SELECT i id, initcap(substr(md5(i::text), 1, 3 + i % 6)) forename, initcap(substr(md5((i * 7)::text), 1, 4 + i % 9)) surname, substr(md5((i * 3)::text), 1, 5 + i % 12) || '@example.org' mail, date '1950-01-01' + i % 20000 born, CASE WHEN i % 3 = 0 THEN '+49 ' || (random() * 1e9)::int END phone FROM generate_series(1, :rows) i;
DELETE FROM h_people_30 WHERE random() < 0.3;
CREATE TABLE h_codes_30 AS SELECT 'AB' || lpad(i::text, 6, '0') code, (ARRAY['EUR', 'USD', 'CHF'])[1 + i % 3]::char(3) currency, i::bigint customer, md5(i::text) token, (ARRAY['open', 'closed', 'waiting'])[1 + i % 3] state, now() made FROM generate_series(1, :rows) i;
DELETE FROM h_codes_30 WHERE random() < 0.3;
CREATE TABLE h_amounts_30 AS SELECT i::bigint id, (random() * 500)::numeric(8, 2) net, (random() * 500)::numeric(14, 4) gross, (random() * 10)::int::numeric pieces, now() booked, (random() * 100000)::numeric(12, 0) total, i account FROM generate_series(1, :rows) i;
DELETE FROM h_amounts_30 WHERE random() < 0.3;
CREATE TABLE h_events_30 AS SELECT i::bigint id, (ARRAY['click', 'view', 'purchase'])[1 + i % 3] kind, jsonb_build_object('page', substr(md5(i::text), 1, 4 + i % 20), 'ms', i % 5000, 'tags', (SELECT jsonb_agg(g) FROM generate_series(1, i % 5) g)) payload, now() made FROM generate_series(1, :rows) i;
DELETE FROM h_events_30 WHERE random() < 0.3;
CREATE TABLE h_log_30 AS SELECT now() made, ('10.0.' || i % 250 || '.' || i % 199)::inet host, '/' || substr(repeat(md5(i::text), 4), 1, (8 + 90 * random() * random())::int) path, 200::smallint status, (random() * 1e5)::int bytes, CASE WHEN random() < 0.6 THEN repeat('a', (20 + random() * 80)::int) END agent FROM generate_series(1, :rows) i;
DELETE FROM h_log_30 WHERE random() < 0.3;

-- B-trees: the same on a table that was only filled (f_), on one that lost rows (d_), and on one filled row by row in random order (g_).
CREATE TABLE f (id int, r int, low int, uid uuid, txt text, few int, st text, num numeric, skew int, at timestamptz);
INSERT INTO f SELECT i, (random() * 2e9)::int, i % 20, md5(i::text)::uuid, 'user_' || md5(i::text), CASE WHEN random() < 0.2 THEN i END, (ARRAY['new', 'paid', 'done'])[1 + i % 3], (random() * 1000)::numeric(10, 2), (power(random(), 6) * 50000)::int, now() + i * interval '1 s' FROM generate_series(1, :rows) i;
CREATE TABLE d (LIKE f);
INSERT INTO d SELECT * FROM f;
CREATE TABLE g (LIKE f);
