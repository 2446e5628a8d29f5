CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
CREATE EXTENSION IF NOT EXISTS pgstattuple;
GRANT ALL ON SCHEMA public TO shop_owner;
SET ROLE shop_owner;
CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers (id),
  status text NOT NULL,
  total numeric(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE sessions (id integer NOT NULL, token text NOT NULL, seen_at timestamptz NOT NULL) WITH (autovacuum_enabled = off);
CREATE TABLE imports (id integer, payload text) WITH (autovacuum_enabled = off);
CREATE SEQUENCE ticket_numbers AS smallint;
INSERT INTO customers (email) SELECT 'customer' || g || '@example.com' FROM generate_series(1, 5000) AS g;
INSERT INTO orders (customer_id, status, total)
  SELECT 1 + g % 5000, (ARRAY['new', 'paid', 'sent'])[1 + g % 3], (g % 900)::numeric FROM generate_series(1, 60000) AS g;
CREATE INDEX orders_status_idx ON orders (status);
CREATE INDEX orders_status_idx1 ON orders (status);
CREATE INDEX orders_created_at_idx ON orders (created_at);
CREATE INDEX orders_created_at_status_idx ON orders (created_at, status);
INSERT INTO sessions SELECT g, md5(g::text), now() FROM generate_series(1, 120000) AS g;
CREATE INDEX sessions_token_idx ON sessions (token);
DELETE FROM sessions WHERE id % 10 <> 0;
INSERT INTO imports SELECT g, md5(g::text) FROM generate_series(1, 20000) AS g;
SELECT setval('ticket_numbers', 31000);
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO shop_app;
RESET ROLE;
