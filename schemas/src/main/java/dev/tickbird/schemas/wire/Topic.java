package dev.tickbird.schemas.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The topic catalogue: the one place where a topic's name, key, retention and partitioning are decided.
 *
 * <p>{@code docs/topics.md} and {@code asyncapi.yaml} are made from it.
 */
public enum Topic {
    TARGETS(
            "targets",
            "signed",
            Keying.INSTANCE,
            Cleanup.COMPACT,
            null,
            false,
            "what is watched, and what no longer is, signed with the fleet key"),
    CONFIG(
            "config",
            "config-record",
            Keying.SINGLE,
            Cleanup.COMPACT,
            null,
            false,
            "policies, thresholds, schedules and pauses, signed with the fleet key; standing approvals, signed by approvers"),
    TICKS(
            "ticks",
            "tick",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(7),
            true,
            "the passing of time, one record per partition and interval"),
    SNAPSHOTS_INSTANCE(
            "snapshots.instance",
            "instance-snapshot",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(7),
            true,
            "facts of the whole server, the canary, and failures to reach it"),
    SNAPSHOTS_RELATIONS(
            "snapshots.relations",
            "relations-snapshot",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(7),
            true,
            "tables with their indexes, constraints and counters"),
    SNAPSHOTS_STATEMENTS(
            "snapshots.statements",
            "statements-snapshot",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(7),
            true,
            "pg_stat_statements"),
    SNAPSHOTS_ACTIVITY(
            "snapshots.activity",
            "activity-snapshot",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(1),
            true,
            "sessions, locks, horizon holders, progress"),
    USAGE(
            "usage",
            "index-usage",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(7),
            true,
            "what the other servers of a cluster used of its indexes"),
    QUESTIONS(
            "questions",
            "plan-question",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(1),
            false,
            "whether the planner would use an index that is not there"),
    ANSWERS(
            "answers",
            "plan-answer",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(7),
            true,
            "what the planner said to the questions"),
    FINDINGS(
            "findings", "finding", Keying.INSTANCE, Cleanup.COMPACT, null, false, "the current state of every finding"),
    OVERLAYS(
            "overlays",
            "overlay",
            Keying.INSTANCE,
            Cleanup.COMPACT,
            null,
            false,
            "acknowledgements and waivers by people"),
    PROPOSALS(
            "proposals",
            "proposal",
            Keying.INSTANCE,
            Cleanup.COMPACT,
            null,
            false,
            "actions put forward, with their exact statements"),
    DECISIONS(
            "decisions",
            "decision",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(400),
            false,
            "what people, policies and engines decided"),
    APPROVED_ACTIONS(
            "approved-actions",
            "signed",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(30),
            false,
            "signed orders to the executor"),
    JOURNAL(
            "journal",
            "journal-entry",
            Keying.INSTANCE,
            Cleanup.COMPACT,
            null,
            false,
            "the executor's write-ahead record and queue"),
    PROGRESS(
            "progress",
            "progress",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(1),
            false,
            "how far a running action is"),
    REHEARSALS(
            "rehearsals",
            "rehearsal",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(1),
            false,
            "whether an action could run now, as its executor saw"),
    OUTCOMES(
            "outcomes",
            "outcome",
            Keying.INSTANCE,
            Cleanup.DELETE,
            Duration.ofDays(400),
            false,
            "every change of state of an action, with measures"),
    CHAINS(
            "chains",
            "signed",
            Keying.INSTANCE,
            Cleanup.COMPACT,
            null,
            false,
            "how far each executor's chain of outcomes has come, signed with its key"),
    NOTIFICATIONS(
            "notifications",
            "notification",
            Keying.OWN,
            Cleanup.DELETE,
            Duration.ofDays(7),
            false,
            "what is to be said, to whom"),
    ALERTS_GROUPING(
            "alerts.grouping",
            "alert",
            Keying.SINGLE,
            Cleanup.DELETE,
            Duration.ofDays(1),
            false,
            "its one partition belongs to the active alerter; nothing writes it yet"),
    DELIVERIES("deliveries", "delivery", Keying.OWN, Cleanup.COMPACT, null, false, "what became of each notification"),
    SILENCES(
            "silences",
            "silence",
            Keying.OWN,
            Cleanup.COMPACT,
            null,
            false,
            "what is not to be said, until when; nothing writes it yet"),
    AUDIT(
            "audit",
            "audit-entry",
            Keying.SINGLE,
            Cleanup.DELETE,
            Duration.ofDays(400),
            false,
            "a hash chain over decisions, orders and outcomes"),
    DEAD_LETTERS(
            "dead-letters",
            null,
            Keying.OWN,
            Cleanup.DELETE,
            Duration.ofDays(7),
            false,
            "records that could not be read or handled, as they came");

    /** How a topic is divided. */
    public enum Keying {
        /** By instance, with the partition count that all such topics share. */
        INSTANCE,
        /** By its own key, with the same count. */
        OWN,
        /** One partition. */
        SINGLE
    }

    /** What the broker removes. */
    public enum Cleanup {
        COMPACT,
        DELETE
    }

    /** The prefix of every name unless configured otherwise. */
    public static final String DEFAULT_PREFIX = "tickbird.";

    /** Partitions of topics that are divided, unless configured otherwise. */
    public static final int DEFAULT_PARTITIONS = 24;

    private final String suffix;
    private final @Nullable String entity;
    private final Keying keying;
    private final Cleanup cleanup;
    private final @Nullable Duration retention;
    private final boolean logAppendTime;
    private final String about;

    Topic(
            String suffix,
            @Nullable String entity,
            Keying keying,
            Cleanup cleanup,
            @Nullable Duration retention,
            boolean logAppendTime,
            String about) {
        this.suffix = suffix;
        this.entity = entity;
        this.keying = keying;
        this.cleanup = cleanup;
        this.retention = retention;
        this.logAppendTime = logAppendTime;
        this.about = about;
    }

    /** The name without prefix, e.g. {@code snapshots.relations}. */
    @JsonValue
    public String suffix() {
        return suffix;
    }

    public String name(String prefix) {
        return prefix + suffix;
    }

    /** What a value is, the name of its schema; empty for dead letters, which are any bytes. */
    public Optional<String> entity() {
        return Optional.ofNullable(entity);
    }

    public Keying keying() {
        return keying;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** How long records are kept; empty for compacted topics, which keep the newest of every key. */
    public Optional<Duration> retention() {
        return Optional.ofNullable(retention);
    }

    /** Whether the broker's clock stamps the records: verdicts about time depend on it. */
    public boolean logAppendTime() {
        return logAppendTime;
    }

    /** One clause that says what it holds. */
    public String about() {
        return about;
    }

    public int partitions(int shared) {
        return keying == Keying.SINGLE ? 1 : shared;
    }

    /** The topic with that full name. */
    public static Optional<Topic> of(String name, String prefix) {
        return Stream.of(values())
                .filter(topic -> topic.name(prefix).equals(name))
                .findFirst();
    }
}
