package dev.tickbird.runtime.kafka;

import dev.tickbird.runtime.health.Condition;
import dev.tickbird.runtime.health.HealthCheck;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers now and then whether they are there, and says so once when that changes. The clients' own complaints,
 * one for every attempt of every client, are switched off in the logging configuration.
 */
public final class BrokerWatch implements AutoCloseable, HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final Admin admin;
    private final String address;
    private final Duration interval;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread thread;
    private volatile Condition condition = Condition.down("not asked yet");

    private BrokerWatch(KafkaClients clients, Duration interval) {
        this.admin = clients.admin();
        this.address = clients.settings().bootstrapServers();
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("kafka-watch").unstarted(this::run);
    }

    public static BrokerWatch start(KafkaClients clients, Duration interval) {
        BrokerWatch watch = new BrokerWatch(clients, interval);
        watch.thread.start();
        return watch;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Condition condition() {
        return condition;
    }

    /** Waits for the first answer; false when there is none within the limit. */
    public boolean awaitAnswer(Duration limit) throws InterruptedException {
        return answered.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        boolean warned = false;
        try {
            do {
                condition = ask();
                switch (condition) {
                    case Condition.Up() -> {
                        answered.countDown();
                        if (warned) {
                            LOG.info("Kafka at {} answers again", address);
                            warned = false;
                        }
                    }
                    case Condition.Down(String reason) -> {
                        if (!warned) {
                            LOG.warn("{}; trying again", reason);
                            warned = true;
                        }
                    }
                }
            } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Condition ask() throws InterruptedException {
        try {
            DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs((int) ANSWER_LIMIT.toMillis());
            admin.describeCluster(options).nodes().get(2 * ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return Condition.UP;
        } catch (ExecutionException e) {
            return Condition.down("Kafka at " + address + " cannot be used: " + reason(e));
        } catch (TimeoutException e) {
            return Condition.down("Kafka at " + address + " does not answer");
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof org.apache.kafka.common.errors.TimeoutException
                ? "it does not answer"
                : cause.getClass().getSimpleName() + ", " + cause.getMessage();
    }

    @Override
    public void close() {
        stopping.countDown();
        thread.interrupt();
        try {
            thread.join(ANSWER_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close(ANSWER_LIMIT);
    }
}
