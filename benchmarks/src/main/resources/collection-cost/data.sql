-- Tables of 20 to 119 rows with four indexes each: a primary key, one for a foreign key, one of two columns, one with a predicate.
-- Every fifth refers to the one before it.
DO $$
DECLARE
  first constant int := :first;
  last constant int := :last;
  name text;
BEGIN
  FOR i IN first..last LOOP
    name := format('s%s.t%s', 1 + i % 10, i);
    EXECUTE format('CREATE TABLE %s (id bigint PRIMARY KEY, ref bigint, name text, state text, created timestamptz, amount int)', name);
    EXECUTE format('INSERT INTO %s SELECT g, g %% 50, ''name '' || g, (ARRAY[''new'', ''open'', ''done''])[1 + g %% 3],'
      ' timestamptz ''2026-01-01Z'' + g * interval ''1 minute'', g * 7 FROM generate_series(0, %s) AS g', name, 19 + i % 100);
    EXECUTE format('CREATE INDEX t%s_ref ON %s (ref)', i, name);
    EXECUTE format('CREATE INDEX t%s_created ON %s (created, ref)', i, name);
    EXECUTE format('CREATE INDEX t%s_open ON %s (state) WHERE state = ''open''', i, name);
    IF i % 5 = 0 AND i > first THEN
      EXECUTE format('ALTER TABLE %s ADD FOREIGN KEY (ref) REFERENCES s%s.t%s NOT VALID', name, 1 + (i - 1) % 10, i - 1);
    END IF;
  END LOOP;
END
$$
