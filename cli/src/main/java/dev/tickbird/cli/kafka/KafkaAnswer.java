package dev.tickbird.cli.kafka;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/** Whether the brokers answer: commands ask once and say so, instead of letting each client wait for a minute. */
public final class KafkaAnswer {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private KafkaAnswer() {}

    /** Returns when a broker has answered; else fails with the address and the reason. */
    public static void require(KafkaClients clients) {
        String address = clients.settings().bootstrapServers();
        Admin admin = admin(clients);
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) LIMIT.toMillis()))
                    .nodes()
                    .get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(address, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(address, e);
        } finally {
            admin.close(Duration.ofSeconds(1));
        }
    }

    /** An admin client, or a failure that names the address: it is looked up at once. */
    public static Admin admin(KafkaClients clients) {
        try {
            return clients.admin();
        } catch (KafkaException e) {
            throw unreachable(clients.settings().bootstrapServers(), e.getCause() == null ? e : e.getCause());
        }
    }

    private static Problem unreachable(String address, Throwable reason) {
        String what =
                reason instanceof TimeoutException || reason instanceof org.apache.kafka.common.errors.TimeoutException
                        ? "does not answer: is it running, and is the address right?"
                        : "cannot be used: " + reason.getMessage();
        return new Problem("Kafka at " + address + " " + what, ExitCode.UNREACHABLE);
    }
}
