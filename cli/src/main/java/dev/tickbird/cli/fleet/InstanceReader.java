package dev.tickbird.cli.fleet;

import dev.tickbird.cli.fleet.FleetYaml.Account;
import dev.tickbird.cli.fleet.FleetYaml.Databases;
import dev.tickbird.cli.fleet.FleetYaml.Instance;
import dev.tickbird.cli.fleet.FleetYaml.Times;
import dev.tickbird.cli.fleet.FleetYaml.Views;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.Intervals;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.fleet.TlsMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one instance over the defaults: the instance's own keys win, tags and intervals key by key. */
final class InstanceReader {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\\.?|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int USUAL_PORT = 5432;
    private static final int HIGHEST_PORT = 65_535;

    private final String path;
    private final Instance own;
    private final Instance defaults;
    private final Complaints complaints;
    private final LoginReader logins;

    InstanceReader(String path, Instance own, Instance defaults, Complaints complaints) {
        this.path = path;
        this.own = own;
        this.defaults = defaults;
        this.complaints = complaints;
        this.logins = new LoginReader(path, complaints);
    }

    /** The target, or nothing and complaints. */
    Optional<TargetSpec> target() {
        int before = complaints.errors();
        InstanceId name = name();
        String host = host();
        Mode mode = mode();
        TlsMode tls = tls(host);
        int port = port();
        Intervals intervals = intervals();
        Map<String, String> tags = tags();
        MonitoringViews monitoringViews = monitoringViews();
        Login monitor = logins.required("monitor", own.monitor(), defaults.monitor());
        Login executor = writing(mode, "executor", Instance::executor);
        Login signal = writing(mode, "signal", Instance::signal);
        Login slots = writing(mode, "slots", Instance::slots);
        refuseSharedLogins(mode, monitor, executor, signal);
        refuseSharedSlots(slots, Arrays.asList(monitor, executor, signal));
        if (complaints.errors() > before || name == null || host == null || monitor == null) {
            return Optional.empty();
        }
        return Optional.of(new TargetSpec(
                name,
                own.cluster() == null ? name.value() : own.cluster(),
                word("zone", "default"),
                host,
                port,
                tls,
                either(Instance::rootCertificate),
                tags,
                word("maintenanceDatabase", "postgres"),
                databases(),
                intervals,
                mode,
                monitor,
                executor,
                signal,
                slots,
                Boolean.TRUE.equals(either(Instance::rawStatements)),
                monitoringViews,
                0));
    }

    private @Nullable InstanceId name() {
        if (own.name() == null) {
            complaints.error(path, "the key \"name\" is missing: give the instance a name of its own");
            return null;
        }
        try {
            return InstanceId.of(own.name());
        } catch (IllegalArgumentException e) {
            complaints.error(path + ".name", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable String host() {
        String host = own.host();
        if (host == null) {
            complaints.error(path, "the key \"host\" is missing: name the server's host or address");
            return null;
        }
        if (HOST.matcher(host).matches()) {
            return host;
        }
        // What stands here may be a URL with a password in it: it is not repeated.
        complaints.error(
                path + ".host",
                "this is not a host name or address alone: the port goes into port, the login into monitor, and the"
                        + " databases into databases");
        return null;
    }

    private int port() {
        Integer port = either(Instance::port);
        if (port != null && (port < 1 || port > HIGHEST_PORT)) {
            complaints.error(where("port", own.port()), port + " is no port: expected 1 to 65535");
        }
        return port == null ? USUAL_PORT : port;
    }

    private Mode mode() {
        String written = either(Instance::mode);
        String word =
                written == null ? null : complaints.word(where("mode", own.mode()), written, labels(Mode.values()));
        return word == null ? Mode.OBSERVE : Mode.of(word);
    }

    private TlsMode tls(@Nullable String host) {
        String written = either(Instance::tls);
        if (written == null) {
            return TlsMode.VERIFY_FULL;
        }
        String at = where("tls", own.tls());
        String word = complaints.word(
                at, written, Arrays.stream(TlsMode.values()).map(TlsMode::label).toList());
        TlsMode tls = word == null ? TlsMode.VERIFY_FULL : TlsMode.of(word);
        boolean verifies = tls == TlsMode.VERIFY_CA || tls == TlsMode.VERIFY_FULL;
        if (!verifies && own.rootCertificate() != null) {
            complaints.error(
                    path + ".rootCertificate",
                    "tls is " + tls.label()
                            + ", which looks at no certificate: set tls to verify-full, or remove this");
        }
        if (tls != TlsMode.VERIFY_FULL && host != null && !THIS_MACHINE.contains(host)) {
            complaints.warn(at, weakness(tls) + " (for " + own.name() + "); verify-full is the default");
        }
        return tls;
    }

    private static String weakness(TlsMode tls) {
        return switch (tls) {
            case DISABLE -> "the connection is open: passwords are hashed, everything else can be read on the way";
            case REQUIRE -> "the connection is encrypted, but anybody can pretend to be the server";
            case VERIFY_CA -> "any server with a certificate of the same authority can pretend to be this one";
            case VERIFY_FULL -> "the server is verified";
        };
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        addTags("defaults", defaults, tags);
        addTags(path, own, tags);
        return tags;
    }

    private void addTags(String from, Instance level, Map<String, String> tags) {
        if (level.tags() != null) {
            level.tags().forEach((key, value) -> {
                if (value == null || value.isBlank()) {
                    complaints.error(from + ".tags." + key, "the tag has no value");
                } else {
                    tags.put(key, value);
                }
            });
        }
    }

    private DatabaseSelection databases() {
        Databases databases = either(Instance::databases);
        return databases == null
                ? DatabaseSelection.ALL
                : new DatabaseSelection(
                        databases.include() == null ? List.of() : databases.include(),
                        databases.exclude() == null ? List.of() : databases.exclude());
    }

    private @Nullable MonitoringViews monitoringViews() {
        Views views = either(Instance::monitoringViews);
        if (views == null) {
            return null;
        }
        String schema = views.schema() == null ? MonitoringViews.USUAL_SCHEMA : views.schema();
        try {
            return new MonitoringViews(schema, Boolean.TRUE.equals(views.remove()));
        } catch (IllegalArgumentException e) {
            complaints.error(
                    where("monitoringViews", own.monitoringViews()) + ".schema", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Intervals intervals() {
        return new Intervals(
                time("canary", Times::canary),
                time("instance", Times::instance),
                time("activity", Times::activity),
                time("statements", Times::statements),
                time("relations", Times::relations),
                time("full", Times::full));
    }

    private @Nullable Duration time(String key, Function<Times, @Nullable String> field) {
        String mine = own.intervals() == null ? null : field.apply(own.intervals());
        String common = defaults.intervals() == null ? null : field.apply(defaults.intervals());
        String written = mine == null ? common : mine;
        return written == null
                ? null
                : complaints.duration((mine == null ? "defaults" : path) + ".intervals." + key, written, SHORTEST);
    }

    /** A login that may change things: below execute nobody gets it. */
    private @Nullable Login writing(Mode mode, String key, Function<Instance, @Nullable Account> field) {
        Account mine = field.apply(own);
        if (mode == Mode.EXECUTE) {
            return logins.optional(key, mine, field.apply(defaults));
        }
        if (mine != null) {
            logins.optional(key, mine, field.apply(defaults));
            complaints.warn(path + "." + key, "not used while the mode is " + mode.label());
        }
        return null;
    }

    private void refuseSharedLogins(
            Mode mode, @Nullable Login monitor, @Nullable Login executor, @Nullable Login signal) {
        if (mode != Mode.EXECUTE) {
            return;
        }
        if (executor == null && own.executor() == null && defaults.executor() == null) {
            complaints.error(
                    where("mode", own.mode()),
                    "execute needs the login that runs actions: add executor: {user: …, credential: …} to " + own.name()
                            + " (tickbird setup-sql --executor ROLE prints what it needs)");
        }
        if (monitor != null && executor != null && monitor.user().equals(executor.user())) {
            complaints.error(
                    path + ".executor.user",
                    "'" + executor.user() + "' is the monitor too: the login that runs actions is another one");
        }
        if (monitor != null && signal != null && monitor.user().equals(signal.user())) {
            complaints.error(
                    path + ".signal.user",
                    "'" + signal.user() + "' is the monitor too: the login that cancels sessions is another one");
        }
    }

    /** A login that may replicate reads everything: whatever else it had would be too much. */
    private void refuseSharedSlots(@Nullable Login slots, List<@Nullable Login> others) {
        if (slots == null) {
            return;
        }
        String user = slots.user();
        if (others.stream().anyMatch(login -> login != null && login.user().equals(user))) {
            complaints.error(
                    path + ".slots.user",
                    "'" + user + "' is another login here too: the one that drops replication slots does nothing else");
        }
    }

    private String word(String key, String usual) {
        String written = key.equals("zone") ? either(Instance::zone) : either(Instance::maintenanceDatabase);
        return written == null ? usual : written;
    }

    private <T> @Nullable T either(Function<Instance, @Nullable T> field) {
        T mine = field.apply(own);
        return mine == null ? field.apply(defaults) : mine;
    }

    /** Where the value that counts stands. */
    private String where(String key, @Nullable Object mine) {
        return (mine == null ? "defaults" : path) + "." + key;
    }

    private static List<String> labels(Mode... modes) {
        return Arrays.stream(modes).map(Mode::label).toList();
    }
}
