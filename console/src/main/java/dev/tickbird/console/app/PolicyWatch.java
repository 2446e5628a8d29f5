package dev.tickbird.console.app;

import dev.tickbird.console.approval.Approvals;
import dev.tickbird.console.approval.Holds;
import dev.tickbird.console.policy.Policies;
import dev.tickbird.runtime.SupervisedLoop;
import dev.tickbird.runtime.fleet.ConfigEntry;
import dev.tickbird.runtime.fleet.FleetReader;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.ApprovalPolicy;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the fleet's approval policies on the topic {@code config}. */
final class PolicyWatch implements SupervisedLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(20);
    private static final long BETWEEN_MILLIS = 1000;

    private final PartitionReader reader;
    private final FleetReader fleet;
    private final State state;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** What is in force. Shared with the loop that decides. */
    static final class State {
        private final AtomicReference<FleetPolicy> policy = new AtomicReference<>(FleetPolicy.EMPTY);
        private final CountDownLatch known = new CountDownLatch(1);

        Approvals approvals(Predicate<InstanceId> executes, Holds holds) {
            return new Approvals(new Policies(policy.get().policies()), executes, holds);
        }

        List<Schedule> schedules() {
            return policy.get().schedules();
        }

        List<ApprovalPolicy> policies() {
            return policy.get().policies();
        }

        /** Waits until the topic was read once: no proposal may be judged by policies that are not the fleet's. */
        boolean await(Duration limit) throws InterruptedException {
            return known.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    PolicyWatch(KafkaClients clients, FleetReader fleet, State state) {
        this.reader = PartitionReader.ofTopic(clients, clients.settings().topic(Topic.CONFIG));
        this.fleet = fleet;
        this.state = state;
    }

    @Override
    public void turn() throws Exception {
        reader.readToEnd(
                found -> {
                    if (found.key() != null && found.value() != null) {
                        take(found.key(), found.value());
                    }
                },
                CATCH_UP);
        state.known.countDown();
        if (stopped.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
            LOG.debug("no longer following the policies");
        }
    }

    private void take(String key, byte[] value) {
        try {
            if (fleet.config(key, value) instanceof ConfigEntry.Policy found) {
                state.policy.updateAndGet(now -> found.policy().revision() >= now.revision() ? found.policy() : now);
            }
        } catch (UnreadableException e) {
            LOG.warn("the configuration under the key {} is ignored: {}", key, e.getMessage());
        }
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
