package dev.tickbird.cli.fleet;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fleet file as it is written: everything may be missing, and words are not looked at yet. */
record FleetYaml(
        @Nullable Instance defaults,
        @Nullable List<Instance> instances,
        @Nullable List<Policy> policies,
        @Nullable List<RuleChange> thresholds,
        @Nullable List<Baseline> settings,
        @Nullable String newInstanceQuiet,
        @Nullable List<Recurring> schedules,
        @Nullable List<Opening> windows,
        @Nullable List<Frozen> freezes) {

    /** An entry of {@code instances}, or {@code defaults}, which may hold the same but for name, host and cluster. */
    record Instance(
            @Nullable String name,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String cluster,
            @Nullable String zone,
            @Nullable String tls,
            @Nullable String rootCertificate,
            @Nullable Map<String, String> tags,
            @Nullable String maintenanceDatabase,
            @Nullable Databases databases,
            @Nullable Times intervals,
            @Nullable String mode,
            @Nullable Account monitor,
            @Nullable Account executor,
            @Nullable Account signal,
            @Nullable Account slots,
            @Nullable Boolean rawStatements,
            @Nullable Views monitoringViews) {
        static final Instance EMPTY = new Instance(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
    }

    /** The schema for views that people read. */
    record Views(@Nullable String schema, @Nullable Boolean remove) {}

    /** Patterns of database names. */
    record Databases(
            @Nullable List<String> include, @Nullable List<String> exclude) {}

    /** Durations as text. */
    record Times(
            @Nullable String canary,
            @Nullable String instance,
            @Nullable String activity,
            @Nullable String statements,
            @Nullable String relations,
            @Nullable String full) {}

    /** A login; the credential is a reference. */
    record Account(@Nullable String user, @Nullable String credential) {}

    /** Who must approve what. */
    record Policy(
            @Nullable String name,
            @Nullable List<String> risks,
            @Nullable List<String> actions,
            @Nullable List<String> rules,
            @Nullable List<String> instances,
            @Nullable Map<String, String> tags,
            @Nullable List<String> databases,
            @Nullable Span during,
            @Nullable String effect,
            @Nullable Integer approvals,
            @Nullable List<String> roles,
            @Nullable String expiry) {}

    /** A time that returns. */
    record Span(
            @Nullable String cron,
            @Nullable String timeZone,
            @Nullable String lasts) {}

    /** Other thresholds of a rule. */
    record RuleChange(
            @Nullable String rule,
            @Nullable List<String> instances,
            @Nullable Map<String, String> tags,
            @Nullable String database,
            @Nullable String table,
            @Nullable Map<String, String> values,
            @Nullable Boolean enabled) {}

    /** Work that returns. */
    record Recurring(
            @Nullable String name,
            @Nullable String cron,
            @Nullable String timeZone,
            @Nullable List<String> instances,
            @Nullable Map<String, String> tags,
            @Nullable List<String> databases,
            @Nullable String work,
            @Nullable List<String> objects,
            @Nullable String within,
            @Nullable String missed) {}

    /** When actions may begin. */
    record Opening(
            @Nullable String name,
            @Nullable String cron,
            @Nullable String timeZone,
            @Nullable String lasts,
            @Nullable List<String> instances,
            @Nullable Map<String, String> tags,
            @Nullable List<String> actions) {}

    /** When nothing begins. */
    record Frozen(
            @Nullable String name,
            @Nullable String from,
            @Nullable String until,
            @Nullable List<String> instances,
            @Nullable Map<String, String> tags,
            @Nullable String reason) {}

    /** What PostgreSQL's settings should be. */
    record Baseline(
            @Nullable List<String> instances,
            @Nullable Map<String, String> tags,
            @Nullable Map<String, String> values) {}
}
