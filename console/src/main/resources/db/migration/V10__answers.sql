-- What was answered to requests with an idempotency key, so that the same request sent twice counts once.
CREATE TABLE answer (
    owner       text        NOT NULL,
    key         text        NOT NULL,
    request     text        NOT NULL,
    document    jsonb,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (owner, key)
);
CREATE INDEX answer_age ON answer (answered_at);
