-- What lists of findings are filtered and sorted by, apart from the documents, so that a look at fifty thousand of them stays small.
CREATE TABLE finding_row (
    id        text        PRIMARY KEY,
    instance  text        NOT NULL,
    rule      text        NOT NULL,
    subject   text        NOT NULL,
    -- Severity, with everything provisional below everything else.
    urgency   smallint    NOT NULL,
    state     text        NOT NULL,
    since     timestamptz NOT NULL,
    caused_by text,
    -- In lower case.
    search    text        NOT NULL,
    -- The last point of its history: when, and a hash of what.
    noted_at  timestamptz,
    noted     text
);
CREATE INDEX finding_row_worst ON finding_row (urgency DESC, since DESC, id DESC) WHERE state <> 'RESOLVED';
CREATE INDEX finding_row_newest ON finding_row (since DESC, id DESC) WHERE state <> 'RESOLVED';
CREATE INDEX finding_row_instance ON finding_row (instance, (-urgency), id) WHERE state <> 'RESOLVED';
CREATE INDEX finding_row_rule ON finding_row (rule, (-urgency), id) WHERE state <> 'RESOLVED';
CREATE INDEX finding_row_cause ON finding_row (caused_by) WHERE caused_by IS NOT NULL;

-- The times that a finding came. Kept longer than the finding itself.
CREATE TABLE finding_episode (
    finding     text        NOT NULL,
    episode     integer     NOT NULL,
    since       timestamptz NOT NULL,
    last_seen   timestamptz NOT NULL,
    resolved_at timestamptz,
    worst       smallint    NOT NULL,
    PRIMARY KEY (finding, episode)
);
CREATE INDEX finding_episode_age ON finding_episode (last_seen);

-- Evidence as it was, point by point. The console makes the partitions ahead and drops the old ones.
CREATE TABLE finding_point (
    finding  text        NOT NULL,
    at       timestamptz NOT NULL,
    severity smallint    NOT NULL,
    state    text        NOT NULL,
    evidence jsonb       NOT NULL,
    PRIMARY KEY (finding, at)
) PARTITION BY RANGE (at);

-- What was said to whom about which findings.
CREATE TABLE message (
    id       text        PRIMARY KEY,
    receiver text        NOT NULL,
    grouping text        NOT NULL,
    version  bigint      NOT NULL,
    kind     text        NOT NULL,
    title    text        NOT NULL,
    resolved boolean     NOT NULL,
    about    text[]      NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX message_about ON message USING gin (about);
CREATE INDEX message_age ON message (at);

-- All findings are read once more, into the new tables.
DELETE FROM position WHERE topic LIKE '%.findings';
