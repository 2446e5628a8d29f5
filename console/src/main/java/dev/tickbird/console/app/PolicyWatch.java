package dev.tickbird.console.app;

import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.approval.Holds;
import dev.tickbird.console.approval.Standings;
import dev.tickbird.console.approval.Standings.InForce;
import dev.tickbird.console.policy.Policies;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.fleet.ConfigEntry;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.fleet.KnownConfig;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the fleet's approval policies on the topic {@code config}. */
final class PolicyWatch implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(20);
    private static final long BETWEEN_MILLIS = 1000;

    private final PartitionReader reader;
    private final State state;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** What is in force. Shared with the loop that decides. */
    static final class State {
        private final KnownConfig config;
        private final Function<String, List<String>> roles;
        private final CountDownLatch known = new CountDownLatch(1);

        /** @param roles what a user is; none for who is no user */
        State(FleetReader fleet, Function<String, List<String>> roles) {
            this.config = new KnownConfig(fleet);
            this.roles = roles;
        }

        Approvals approvals(Predicate<InstanceId> executes, Holds holds) {
            return new Approvals(policies(), executes, holds, standings());
        }

        Policies policies() {
            return new Policies(config.policy().policies());
        }

        FleetPolicy fleet() {
            return config.policy();
        }

        /** What was approved ahead and not revoked. */
        Standings standings() {
            return new Standings(config.standing().stream()
                    .filter(entry -> config.standing(entry.approval().id()).isPresent())
                    .map(this::inForce)
                    .toList());
        }

        /** All that was ever approved ahead and is still there, those that were revoked among them. */
        List<StandingApproval> standing() {
            return config.standing().stream()
                    .map(ConfigEntry.Standing::approval)
                    .toList();
        }

        private InForce inForce(ConfigEntry.Standing entry) {
            return new InForce(
                    entry.approval(),
                    entry.jws(),
                    entry.scope(),
                    roles.apply(entry.approval().by()));
        }

        List<Schedule> schedules() {
            return config.policy().schedules();
        }

        /** Waits until the topic was read once: no proposal may be judged by policies that are not the fleet's. */
        boolean await(Duration limit) throws InterruptedException {
            return known.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    PolicyWatch(KafkaClients clients, State state) {
        this.reader = PartitionReader.ofTopic(clients, clients.settings().topic(Topic.CONFIG));
        this.state = state;
    }

    @Override
    public void turn() throws Exception {
        reader.readToEnd(found -> take(found.key(), found.value()), CATCH_UP);
        state.known.countDown();
        if (stopped.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
            LOG.debug("no longer following the policies");
        }
    }

    private void take(@Nullable String key, byte @Nullable [] value) {
        state.config
                .take(key, value)
                .ifPresent(why -> LOG.warn("the configuration under the key {} is ignored: {}", key, why));
    }

    @Override
    public void wakeUp() {
        stopped.countDown();
        reader.wakeUp();
    }

    @Override
    public void close() {
        reader.close();
    }
}
