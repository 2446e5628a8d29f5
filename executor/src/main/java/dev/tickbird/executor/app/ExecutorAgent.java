package dev.tickbird.executor.app;

import dev.tickbird.executor.intake.Intake;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.executor.journal.Chains;
import dev.tickbird.executor.journal.Journal;
import dev.tickbird.executor.journal.Mirror;
import dev.tickbird.executor.journal.Outcomes;
import dev.tickbird.executor.journal.Transactions;
import dev.tickbird.executor.run.Desk;
import dev.tickbird.executor.run.Lanes;
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
import dev.tickbird.runtime.audit.AnchorFile;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.runtime.audit.OutcomeSigner;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.health.AgentMetrics;
import dev.tickbird.runtime.health.AgentServer;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.KeyFiles;
import dev.tickbird.runtime.security.KeyPurpose;
import dev.tickbird.runtime.security.KeyScope;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.wire.Topic;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executor as a process runs it: the only agent that holds credentials which can write. */
public final class ExecutorAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorAgent.class);
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
        SigningKey key = new KeyFiles(config.keys()).obtain(AGENT);
        TrustedKeys trusted = trusted(config, key, clock);
        KafkaClients clients = new KafkaClients(config.kafka(), AGENT);
        Events events = new Events(config.kafka(), "/tickbird/executor/" + config.zone() + "/" + config.name(), clock);
        PrometheusMeterRegistry metrics = AgentMetrics.registry(AGENT);
        FleetState fleet = new FleetState(clients, new FleetReader(trusted), metrics);
        Catching catching = new Catching();
        Chains chains = chains(config, clients, key, trusted, clock);
        Toolbox tools = new Toolbox(
                config.name() + "/" + UUID.randomUUID(),
                shutdown.add("journal", journal(config, clients, events, chains)),
                chains,
                new Outcomes(config.name()),
                new Intake(trusted, Limits.load(config.limits()), config.zone()),
                fleet,
                Limits.load(config.limits()),
                catching,
                new Logins(Credentials.ofThisProcess(CredentialBindings.read(config.credentials()))),
                shutdown.add("progress", new ProgressTopic(clients.producer(), events)),
                config.guards(),
                config.runs(),
                new Lanes(config.runs().atOnce()),
                metrics,
                clock,
                Pace.REAL);
        Desk desk = new Desk(tools);
        metrics.gauge(
                "tickbird.executor.open", tools.journal(), known -> known.open().size());
        metrics.gauge("tickbird.executor.busy", desk, Desk::busy);
        metrics.gauge("tickbird.executor.lanes", tools.lanes(), Lanes::allowed);
        metrics.gauge("tickbird.executor.chain.blocked", chains, Chains::blocked);
        OrderDesk orders = new OrderDesk(tools, desk, new DeadLetters(config.kafka(), AGENT));
        SupervisedLoop loop = SupervisedLoop.start(
                "orders",
                () -> new OrderLoop(
                        clients,
                        config.zone(),
                        config.name(),
                        orders,
                        fleet,
                        tools.journal(),
                        chains,
                        desk,
                        catching,
                        clock),
                SupervisedLoop.Policy.ALWAYS);
        shutdown.add("orders", loop);
        shutdown.add("actions", desk);
        AgentServer.Settings health = AgentServer.Settings.loopback(config.healthPort());
        AgentServer server = shutdown.add("health", AgentServer.start(health, List.of(loop, chains), metrics));
        return new ExecutorAgent(shutdown, server);
    }

    /** The keys of the trust file, and its own: it must be able to read what it signed itself. */
    private static TrustedKeys trusted(ExecutorConfig config, SigningKey key, InstantSource clock) {
        TrustedKeys trusted = TrustedKeys.load(config.trust(), clock);
        if (!trusted.knows(key.id())) {
            LOG.warn(
                    "{} does not have this executor's own key {}: nobody else trusts what it says. Add under keys:"
                            + " {purpose: executor, owner: {}, key: {}}",
                    config.trust(),
                    key.id(),
                    config.name(),
                    key.publicJwk());
        }
        return trusted.and(TrustedKeys.own(key, KeyPurpose.EXECUTOR, config.name(), KeyScope.UNLIMITED));
    }

    private static Chains chains(
            ExecutorConfig config, KafkaClients clients, SigningKey key, TrustedKeys trusted, InstantSource clock) {
        return new Chains(
                clients,
                new HeadReader(trusted),
                new OutcomeSigner(key, config.zone() + "/" + config.name()),
                config.anchor() == null ? null : new AnchorFile(config.anchor()),
                clock);
    }

    private static Journal journal(ExecutorConfig config, KafkaClients clients, Events events, Chains chains) {
        String transactionalId = config.kafka().topicPrefix() + AGENT + "-" + config.zone() + "-" + config.name();
        return new Journal(
                new Transactions(clients, transactionalId),
                events,
                new Mirror<>(clients, Topic.JOURNAL, JournalEntry.class),
                chains);
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
