-- Who is logged in through the pages. Of the cookie only its hash is kept.
CREATE TABLE login (
    cookie_sha256 text        PRIMARY KEY,
    name          text        NOT NULL,
    provider      boolean     NOT NULL,
    created_at    timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX login_expires ON login (expires_at);
-- What the identity provider said about people when they logged in last.
CREATE TABLE person (
    name    text        PRIMARY KEY,
    roles   text[]      NOT NULL,
    seen_at timestamptz NOT NULL
);
