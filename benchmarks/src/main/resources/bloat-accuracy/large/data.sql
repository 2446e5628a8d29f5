CREATE EXTENSION pgstattuple;
SELECT setseed(0.42);
-- About 230 bytes a row; the customers are skewed, so are the states.
CREATE TABLE large WITH (autovacuum_enabled = off) AS SELECT i::bigint id, (power(random(), 6) * 5000000)::int customer, (random() * 2e9)::int r, (ARRAY['new', 'paid', 'done', 'refused'])[1 + (3.99 * power(random(), 4))::int % 4] st, rpad(md5(i::text), (40 + 300 * power(random(), 2))::int, 'note') note, (power(random(), 3) * 10000)::numeric(10, 2) amount, timestamptz '2020-01-01' + i * interval '3 s' AS made, CASE WHEN random() < 0.1 THEN (random() * 1e6)::int END AS ref, md5(i::text)::uuid token FROM generate_series(1, :rows) i;
CREATE UNIQUE INDEX large_id ON large (id);
CREATE INDEX large_customer ON large (customer);
CREATE INDEX large_customer_made ON large (customer, made);
CREATE INDEX large_st ON large (st);
CREATE INDEX large_amount ON large (amount);
CREATE INDEX large_ref ON large (ref);
CREATE INDEX large_token ON large (token);
CREATE INDEX large_new ON large (made) WHERE st = 'new';
CREATE INDEX large_start ON large (left(note, 12));
