package dev.tickbird.alerter.app;

import dev.tickbird.alerter.channel.Channel;
import dev.tickbird.alerter.channel.email.EmailChannel;
import dev.tickbird.alerter.channel.slack.SlackChannel;
import dev.tickbird.alerter.channel.slack.WebhookGuard;
import dev.tickbird.runtime.Shutdown;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.health.AgentMetrics;
import dev.tickbird.runtime.health.AgentServer;
import dev.tickbird.runtime.health.Condition;
import dev.tickbird.runtime.health.HealthCheck;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The alerter as a process runs it: grouping, senders and the health server. */
public final class AlerterAgent implements AutoCloseable {
    private static final String AGENT = "alerter";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final Shutdown shutdown;
    private final AgentServer server;

    private AlerterAgent(Shutdown shutdown, AgentServer server) {
        this.shutdown = shutdown;
        this.server = server;
    }

    /** Starts and returns at once; {@link #server} tells when it is ready. The topics must exist. */
    public static AlerterAgent start(AlerterConfig config, InstantSource clock) {
        Shutdown shutdown = new Shutdown(CLOSE_LIMIT);
        try {
            return start(config, clock, shutdown);
        } catch (RuntimeException e) {
            shutdown.close();
            throw e;
        }
    }

    private static AlerterAgent start(AlerterConfig config, InstantSource clock, Shutdown shutdown) {
        KafkaClients clients = new KafkaClients(config.kafka(), AGENT);
        Events events = new Events(config.kafka(), "/tickbird/alerter", clock);
        List<Channel> channels = channels(config, clock, shutdown);
        PrometheusMeterRegistry metrics = AgentMetrics.registry(AGENT);
        AtomicReference<@Nullable Activity> current = new AtomicReference<>();
        AtomicReference<@Nullable SupervisedLoop> role = new AtomicReference<>();
        AgentServer server = shutdown.add(
                "health",
                AgentServer.start(
                        AgentServer.Settings.loopback(config.healthPort()),
                        List.of(new AlertingCheck(role, current)),
                        metrics));
        SupervisedLoop.Opening opening = () -> new ActiveRole(clients, () -> {
            Activity activity = new Activity(config, channels, clients, events, clock);
            current.set(activity);
            return () -> {
                current.set(null);
                activity.close();
            };
        });
        role.set(shutdown.add("role", SupervisedLoop.start("alerter", opening, SupervisedLoop.Policy.ALWAYS)));
        return new AlerterAgent(shutdown, server);
    }

    private static List<Channel> channels(AlerterConfig config, InstantSource clock, Shutdown shutdown) {
        WebhookGuard guard = new WebhookGuard(config.allowedHosts());
        List<Channel> channels = new ArrayList<>();
        for (ReceiverConfig receiver : config.receivers()) {
            if (receiver.slack() != null) {
                SlackSettings slack = receiver.slack();
                channels.add(shutdown.add(
                        receiver.name(),
                        new SlackChannel(receiver.name(), slack.webhook().resolve(), slack.timeout(), guard, clock)));
            }
            if (receiver.email() != null) {
                channels.add(new EmailChannel(receiver.name(), receiver.email()));
            }
        }
        return List.copyOf(channels);
    }

    /** Where its health and metrics are. */
    public AgentServer server() {
        return server;
    }

    @Override
    public void close() {
        shutdown.close();
    }

    /** A stand-by is ready as well: its work is to wait. */
    private record AlertingCheck(
            AtomicReference<@Nullable SupervisedLoop> role, AtomicReference<@Nullable Activity> current)
            implements HealthCheck {
        @Override
        public String name() {
            return "alerting";
        }

        @Override
        public Condition condition() {
            SupervisedLoop loop = role.get();
            Condition condition = loop == null ? Condition.down("starting") : loop.condition();
            Activity activity = current.get();
            return condition instanceof Condition.Down || activity == null ? condition : activity.condition();
        }
    }
}
