package dev.tickbird.executor.app;

import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.journal.JournalMirror;
import dev.tickbird.executor.journal.Outcomes;
import dev.tickbird.executor.journal.Transactions;
import dev.tickbird.executor.run.Desk;
import dev.tickbird.executor.run.Logins;
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
        TrustedKeys trusted = TrustedKeys.load(config.trust(), clock);
        Limits limits = Limits.load(config.limits());
        Logins logins = new Logins(Credentials.ofThisProcess(CredentialBindings.read(config.credentials())));
        KafkaClients clients = new KafkaClients(config.kafka(), AGENT);
        Events events = new Events(config.kafka(), "/tickbird/executor/" + config.zone() + "/" + config.name(), clock);
        Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
        PrometheusMeterRegistry metrics = AgentMetrics.registry(AGENT);
        Outcomes outcomes = new Outcomes(config.name());
        Intake intake = new Intake(trusted, limits, config.zone());
        Transactions transactions = new Transactions(
                clients, config.kafka().topicPrefix() + AGENT + "-" + config.zone() + "-" + config.name());
        Journal journal = shutdown.add("journal", new Journal(transactions, events, new JournalMirror(clients)));
        ProgressTopic progress = shutdown.add("progress", new ProgressTopic(clients.producer(), events));
        FleetState fleet = new FleetState(clients, new FleetReader(trusted), clock);
        Catching catching = new Catching();
        Toolbox tools = new Toolbox(
                config.name() + "/" + UUID.randomUUID(),
                journal,
                outcomes,
                intake,
                fleet,
                limits,
                catching,
                logins,
                progress,
                config.guards(),
                config.runs(),
                metrics,
                clock);
        Desk desk = new Desk(tools);
        metrics.gauge("tickbird.executor.open", journal, known -> known.open().size());
        metrics.gauge("tickbird.executor.busy", desk, Desk::busy);
        OrderDesk orders = new OrderDesk(
                intake, fleet, journal, outcomes, events, new DeadLetters(config.kafka(), AGENT), desk, metrics, clock);
        SupervisedLoop loop = shutdown.add(
                "orders",
                SupervisedLoop.start(
                        "orders",
                        () -> new OrderLoop(clients, config.zone(), orders, fleet, journal, desk, catching, clock),
                        SupervisedLoop.Policy.ALWAYS));
        shutdown.add("actions", desk);
        AgentServer server = shutdown.add(
                "health",
                AgentServer.start(AgentServer.Settings.loopback(config.healthPort()), List.of(loop), metrics));
        return new ExecutorAgent(shutdown, server);
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
