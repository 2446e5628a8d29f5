-- Which revision of the fleet file an instance came or left with. A row stays after the removal: no older target may bring it back.
ALTER TABLE instance
    ADD COLUMN revision bigint NOT NULL DEFAULT 0,
    ADD COLUMN removed boolean NOT NULL DEFAULT false;
UPDATE instance SET revision = coalesce((document ->> 'revision')::bigint, 0);
