-- Figures of servers over time, as the collector read them. Only ever inserted; the console makes the partitions ahead and drops the
-- old ones. Levels are the highest of their time in the coarser tables, rates and response times the average.
CREATE TABLE reading (
    instance     text        NOT NULL,
    at           timestamptz NOT NULL,
    up           real,
    response     real,
    blocked      real,
    connections  real,
    active       real,
    transactions real,
    rollbacks    real,
    writes       real,
    wal          real,
    block_reads  real,
    cache_hits   real,
    temp         real,
    lag          real,
    lag_time     real,
    retained     real,
    xid_age      real,
    multixact_age real,
    size         real,
    PRIMARY KEY (instance, at)
) PARTITION BY RANGE (at);

CREATE TABLE reading_5m (LIKE reading INCLUDING INDEXES) PARTITION BY RANGE (at);
CREATE TABLE reading_1h (LIKE reading INCLUDING INDEXES) PARTITION BY RANGE (at);

-- The newest of every server: one narrow row that changes with every record, so it has room beside itself.
CREATE TABLE telemetry (
    instance     text        PRIMARY KEY,
    since        timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,
    seen_offset  bigint      NOT NULL,
    reachability jsonb       NOT NULL,
    figures      jsonb       NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- The newest facts of every server, settings apart since they hardly ever change.
CREATE TABLE facts (
    instance text        PRIMARY KEY,
    at       timestamptz NOT NULL,
    header   jsonb       NOT NULL,
    document jsonb       NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

CREATE TABLE server_settings (
    instance text        PRIMARY KEY,
    at       timestamptz NOT NULL,
    document jsonb       NOT NULL
);

-- When settings were seen to differ from what they were.
CREATE TABLE setting_change (
    instance text        NOT NULL,
    at       timestamptz NOT NULL,
    document jsonb       NOT NULL,
    PRIMARY KEY (instance, at)
);
CREATE INDEX setting_change_age ON setting_change (at);
