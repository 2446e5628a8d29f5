-- What people said about findings. The desk writes here too, so that two of them cannot overwrite each other's word; the newest counts.
CREATE TABLE overlay (
    finding      text        PRIMARY KEY,
    said_at      timestamptz NOT NULL,
    waived_until timestamptz,
    document     jsonb       NOT NULL
);
