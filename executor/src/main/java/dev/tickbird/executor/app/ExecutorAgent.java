package dev.tickbird.executor.app;

import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.journal.JournalMirror;
import dev.tickbird.executor.journal.Outcomes;
import dev.tickbird.executor.journal.Transactions;
import dev.tickbird.executor.run.Desk;
import dev.tickbird.executor.run.Logins;
import dev.tickbird.executor.run.Pace;
import dev.tickbird.executor.run.Toolbox;
import dev.tickbird.executor.source.Catching;
import dev.tickbird.executor.source.FleetState;
import dev.tickbird.executor.source.OrderDesk;
import dev.tickbird.executor.source.OrderLoop;
import dev.tickbird.postgres.CredentialBindings;
import dev.tickbird.postgres.Credentials;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.health.AgentMetrics;
import dev.tickbird.runtime.health.AgentServer;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.TrustedKeys;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The executor as a process runs it: the only agent that holds credentials which can write. */
public final class ExecutorAgent implements AutoCloseable {
    private static final String AGENT = "executor";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final Shutdown shutdown;
    private final AgentServer server;

    private ExecutorAgent(Shutdown shutdown, AgentServer server) {
        this.shutdown = shutdown;
        this.server = server;
    }

    /** Reads its files, starts, and returns at once; {@link #server} tells when it is ready. The topics must exist. */
    public static ExecutorAgent start(ExecutorConfig config, InstantSource clock) {
        Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
        try {
            return start(config, clock, shutdown);
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }

    private static ExecutorAgent start(ExecutorConfig config, InstantSource clock, Shutdown shutdown) {
        TrustedKeys trusted = TrustedKeys.load(config.trust(), clock);
        KafkaClients clients = new KafkaClients(config.kafka(), AGENT);
        Events events = new Events(config.kafka(), "/tickbird/executor/" + config.zone() + "/" + config.name(), clock);
        PrometheusMeterRegistry metrics = AgentMetrics.registry(AGENT);
        FleetState fleet = new FleetState(clients, new FleetReader(trusted), metrics);
        Catching catching = new Catching();
        Toolbox tools = new Toolbox(
                config.name() + "/" + UUID.randomUUID(),
                shutdown.add("journal", journal(config, clients, events)),
                new Outcomes(config.name()),
                new Intake(trusted, Limits.load(config.limits()), config.zone()),
                fleet,
                Limits.load(config.limits()),
                catching,
                new Logins(Credentials.ofThisProcess(CredentialBindings.read(config.credentials()))),
                shutdown.add("progress", new ProgressTopic(clients.producer(), events)),
                config.guards(),
                config.runs(),
                metrics,
                clock,
                Pace.REAL);
        Desk desk = new Desk(tools);
        metrics.gauge(
                "tickbird.executor.open", tools.journal(), known -> known.open().size());
        metrics.gauge("tickbird.executor.busy", desk, Desk::busy);
        OrderDesk orders = new OrderDesk(tools, desk, events, new DeadLetters(config.kafka(), AGENT));
        SupervisedLoop loop = SupervisedLoop.start(
                "orders",
                () -> new OrderLoop(
                        clients, config.zone(), config.name(), orders, fleet, tools.journal(), desk, catching, clock),
                SupervisedLoop.Policy.ALWAYS);
        shutdown.add("orders", loop);
        shutdown.add("actions", desk);
        AgentServer.Settings health = AgentServer.Settings.loopback(config.healthPort());
        AgentServer server = shutdown.add("health", AgentServer.start(health, List.of(loop), metrics));
        return new ExecutorAgent(shutdown, server);
    }

    private static Journal journal(ExecutorConfig config, KafkaClients clients, Events events) {
        String transactionalId = config.kafka().topicPrefix() + AGENT + "-" + config.zone() + "-" + config.name();
        return new Journal(new Transactions(clients, transactionalId), events, new JournalMirror(clients));
    }

    /** Where its health and metrics are. */
    public AgentServer server() {
        return server;
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
