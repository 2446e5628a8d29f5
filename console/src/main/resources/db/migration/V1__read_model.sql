-- What the topics said, as the console reads it. Everything here can be rebuilt from Kafka.
CREATE TABLE position (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);

CREATE TABLE instance (
    name       text        PRIMARY KEY,
    document   jsonb       NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE finding (
    id          text        PRIMARY KEY,
    instance    text        NOT NULL,
    rule        text        NOT NULL,
    severity    smallint    NOT NULL,
    state       text        NOT NULL,
    provisional boolean     NOT NULL,
    since       timestamptz NOT NULL,
    document    jsonb       NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX finding_list ON finding (state, severity DESC, since DESC, id);
CREATE INDEX finding_instance ON finding (instance);

CREATE TABLE action (
    id         text        PRIMARY KEY,
    instance   text        NOT NULL,
    finding    text,
    state      text        NOT NULL,
    risk       text,
    file       jsonb       NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX action_list ON action (state, updated_at DESC, id);
CREATE INDEX action_finding ON action (finding);

CREATE TABLE outcome (
    action   text        NOT NULL,
    attempt  integer     NOT NULL,
    step     integer     NOT NULL,
    state    text        NOT NULL,
    at       timestamptz NOT NULL,
    document jsonb       NOT NULL,
    PRIMARY KEY (action, attempt, step, state)
);

CREATE TABLE progress (
    action   text  PRIMARY KEY,
    document jsonb NOT NULL
);

CREATE TABLE delivery (
    key        text        PRIMARY KEY,
    document   jsonb       NOT NULL,
    updated_at timestamptz NOT NULL
);

-- Which actions the executor has in its journal: an order for one of them is never sent again.
CREATE TABLE journal (
    action text PRIMARY KEY,
    state  text NOT NULL
);

-- Records that follow from what was read, written in the transaction that read it and sent after it.
CREATE TABLE outbox (
    id         text        PRIMARY KEY,
    kind       text        NOT NULL,
    instance   text        NOT NULL,
    action     text        NOT NULL,
    value      text        NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at    timestamptz
);
CREATE INDEX outbox_waiting ON outbox (created_at) WHERE sent_at IS NULL;
