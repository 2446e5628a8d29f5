package dev.tickbird.testkit;

import dev.tickbird.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The broker that the tests of one fork share; tests keep apart by their topics' names. */
public final class TestBroker implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final EmbeddedKafka kafka;

    /** One that whoever starts it closes; tests share theirs, see {@link SharedKafka}. */
    public static TestBroker start() {
        return new TestBroker(EmbeddedKafka.start(EmbeddedKafka.Options.temporary()));
    }

    private TestBroker(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A topic prefix, group or transactional id that no other test of this fork has. */
    public String uniquePrefix() {
        return "test" + NUMBERS.incrementAndGet() + ".";
    }

    /** Creates a topic under a fresh prefix and returns its name. */
    public String createTopic(int partitions) {
        return createTopic(uniquePrefix() + "topic", partitions, Map.of());
    }

    public String createTopic(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
            // The creation is acknowledged a moment before every part of the broker knows of it.
            Await.until(LIMIT, name, () -> admin.listTopics().names().get().contains(name));
            return name;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Cannot create the topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topic " + name, e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
