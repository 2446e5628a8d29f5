-- The console's hash chain over decisions, orders and outcomes, in the order in which they were read. It is sent to the topic audit.
CREATE TABLE audit (
    sequence bigint      PRIMARY KEY,
    topic    text        NOT NULL,
    key      text        NOT NULL,
    record   text        NOT NULL,
    document jsonb       NOT NULL,
    sent_at  timestamptz,
    UNIQUE (topic, key, record)
);
CREATE INDEX audit_waiting ON audit (sequence) WHERE sent_at IS NULL;
