package dev.tickbird.console.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tickbird.console.history.History;
import dev.tickbird.console.history.Upkeep;
import dev.tickbird.console.store.ActionCounts;
import dev.tickbird.console.store.Answers;
import dev.tickbird.console.store.FindingList;
import dev.tickbird.console.store.FindingPast;
import dev.tickbird.console.store.Fleet;
import dev.tickbird.console.store.Logins;
import dev.tickbird.console.store.OutboxRow;
import dev.tickbird.console.store.Pipeline;
import dev.tickbird.console.store.Queries;
import dev.tickbird.console.store.ScheduledRuns;
import dev.tickbird.console.store.Store;
import dev.tickbird.console.web.PublicAddress;
import dev.tickbird.console.web.Session;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.health.AgentMetrics;
import dev.tickbird.runtime.health.AgentServer;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postgresql.ds.PGSimpleDataSource;

/** The console as a process runs it: store, projection, outbox, pages. */
public final class ConsoleAgent implements AutoCloseable {
    private static final String SOURCE = "/tickbird/console";

    private final Shutdown shutdown;
    private final URI address;
    private final Session session;
    private final AgentServer server;

    private ConsoleAgent(Shutdown shutdown, URI address, Session session, AgentServer server) {
        this.shutdown = shutdown;
        this.address = address;
        this.session = session;
        this.server = server;
    }

    public static ConsoleAgent start(ConsoleConfig config, InstantSource clock) {
        Shutdown shutdown = new Shutdown(Duration.ofSeconds(15));
        try {
            return start(config, clock, shutdown);
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }

    private static ConsoleAgent start(ConsoleConfig config, InstantSource clock, Shutdown shutdown) {
        KafkaClients clients = new KafkaClients(config.kafka(), "console");
        SigningKey key = new KeyFiles(config.keys()).obtain(ConsoleConfig.KEY);
        TrustedKeys trusted = TrustedKeys.load(config.trust(), clock);
        Stamp stamp = new Stamp(key, trusted, clock);
        FleetReader fleet = new FleetReader(trusted);
        Store store = new Store(shutdown.add("database", pool(config.database())));
        store.migrate();
        new Upkeep(store, config.history(), clock).run();
        Events events = new Events(config.kafka(), SOURCE, clock);
        Changes changes = new Changes();
        Session session = new Session(config.users(), config.oidc(), new Logins(store), clock);
        PolicyWatch.State policies = new PolicyWatch.State(fleet, session::roles);
        Queries queries = new Queries(store);
        Pipeline pipeline = new Pipeline(store);
        Timetable timetable = new Timetable(policies, queries, new ScheduledRuns(store), clock);
        Producer<String, byte[]> producer = shutdown.add("producer", clients.producer());
        Desk desk = new Desk(
                queries,
                policies,
                new Explainer(policies, config.users(), trusted, clock),
                stamp,
                producer,
                events,
                clock);
        FindingDesk findingDesk = new FindingDesk(store, clock);
        PolicyDesk policyDesk = new PolicyDesk(policies, queries, clock);
        PasskeyDesk passkeyDesk = new PasskeyDesk(trusted, clock);
        StandingDesk standingDesk = new StandingDesk(policies, trusted, stamp, producer, events, clock);
        SupervisedLoop watch = shutdown.add(
                "policies",
                SupervisedLoop.start(
                        "console-policies", () -> new PolicyWatch(clients, policies), SupervisedLoop.Policy.ALWAYS));
        Projection projection = new Projection(fleet, stamp);
        AuditTrail audit = new AuditTrail(clients, events, store, clock);
        SupervisedLoop loop = shutdown.add(
                "projection",
                SupervisedLoop.start(
                        "console-projection",
                        () -> new ProjectionLoop(
                                clients,
                                store,
                                projection,
                                row -> outgoing(row, events),
                                audit,
                                policies,
                                changes,
                                clock),
                        SupervisedLoop.Policy.ALWAYS));
        SupervisedLoop readings = shutdown.add(
                "readings",
                SupervisedLoop.start(
                        "console-readings",
                        () -> new HistoryLoop(clients, store, config.history(), changes, clock),
                        SupervisedLoop.Policy.ALWAYS));
        SupervisedLoop upkeep = shutdown.add(
                "history",
                SupervisedLoop.start(
                        "console-history",
                        () -> new Upkeep(store, config.history(), clock),
                        SupervisedLoop.Policy.ALWAYS));
        PrometheusMeterRegistry metrics = AgentMetrics.registry("console");
        new PipelineMetrics(pipeline, clock).bindTo(metrics);
        AgentServer server = shutdown.add(
                "health",
                AgentServer.start(
                        AgentServer.Settings.loopback(config.healthPort()),
                        List.of(watch, loop, readings, upkeep),
                        metrics));
        EmbeddedServer pages = shutdown.add(
                "pages",
                web(
                        config,
                        config,
                        session,
                        desk,
                        findingDesk,
                        standingDesk,
                        policyDesk,
                        passkeyDesk,
                        timetable,
                        changes,
                        clock,
                        new PublicAddress(config.publicUrl()),
                        new Queries(store),
                        new Answers(store),
                        new Pipeline(store),
                        new FindingList(store),
                        new FindingPast(store),
                        new ActionCounts(store),
                        new Fleet(store),
                        new History(store)));
        return new ConsoleAgent(shutdown, pages.getURI(), session, server);
    }

    /** Where the pages are. */
    public URI address() {
        return address;
    }

    /** Where its health and metrics are. */
    public AgentServer server() {
        return server;
    }

    /** A link that logs a user in, once, for half an hour. */
    public URI loginLink(String user) {
        return address.resolve("/enter?code=" + session.loginCode(user));
    }

    @Override
    public void close() {
        shutdown.close();
    }

    /** The server of the pages, whose controllers are given these. */
    private static EmbeddedServer web(ConsoleConfig config, Object... parts) {
        ApplicationContext context = ApplicationContext.builder()
                .enableDefaultPropertySources(false)
                .banner(false)
                .properties(properties(config))
                .singletons(parts)
                .build()
                .start();
        try {
            return context.getBean(EmbeddedServer.class).start();
        } catch (ServerStartupException | BeanInstantiationException e) {
            context.close();
            throw new ConfigurationException(
                    "the console cannot serve on " + config.host() + ":" + config.port()
                            + ": is the port in use? Set 'port' in the console's configuration",
                    e);
        }
    }

    private static Map<String, Object> properties(ConsoleConfig config) {
        return Map.ofEntries(
                Map.entry("micronaut.application.name", "tickbird-console"),
                Map.entry("micronaut.server.host", config.host()),
                Map.entry("micronaut.server.port", config.port() == 0 ? -1 : config.port()),
                Map.entry("micronaut.server.max-request-size", "1MB"),
                Map.entry("jackson.serialization-inclusion", "non_null"),
                Map.entry("jackson.serialization.write-dates-as-timestamps", false),
                Map.entry("jackson.serialization.writeDurationsAsTimestamps", false),
                Map.entry("micronaut.views.jte.dynamic", false),
                Map.entry("micronaut.router.static-resources.webjars.paths", "classpath:META-INF/resources/webjars"),
                Map.entry("micronaut.router.static-resources.webjars.mapping", "/webjars/**"),
                Map.entry("micronaut.router.static-resources.own.paths", "classpath:static"),
                Map.entry("micronaut.router.static-resources.own.mapping", "/static/**"),
                Map.entry("tickbird.console.enabled", true));
    }

    private static ProducerRecord<String, byte[]> outgoing(OutboxRow row, Events events) {
        return switch (row.kind()) {
            case DECISIONS -> events.record(row.kind(), key(row), Codec.decode(row.value(), Decision.class));
            case OVERLAYS -> events.record(row.kind(), key(row), Codec.decode(row.value(), Overlay.class));
            default -> events.record(row.kind(), row.instance(), Codec.decode(row.value(), Signed.class));
        };
    }

    private static String key(OutboxRow row) {
        return Partitions.key(row.instance(), row.action());
    }

    private static HikariDataSource pool(ConsoleConfig.Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {database.host()});
        source.setPortNumbers(new int[] {database.port()});
        source.setDatabaseName(database.name());
        source.setUser(database.user());
        source.setPassword(database.password().resolve());
        source.setSslMode(database.tls() == null ? "verify-full" : database.tls());
        if (database.rootCertificate() != null) {
            source.setSslRootCert(database.rootCertificate().toString());
        }
        source.setApplicationName("tickbird console");
        source.setLogServerErrorDetail(false);
        HikariConfig config = new HikariConfig();
        config.setPoolName("console");
        config.setDataSource(source);
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }
}
