package dev.tickbird.runtime.kafka;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of the catalogue and checks those that exist. Partitions are never added to a live topic: records of
 * one server would be spread over two of them.
 */
public final class TopicAdmin {

    private static final Duration LEADER_LIMIT = Duration.ofSeconds(30);

    private final Admin admin;
    private final KafkaSettings settings;
    private final TopicSettings topicSettings;

    public TopicAdmin(Admin admin, KafkaSettings settings) {
        this(admin, settings, TopicSettings.CLUSTER);
    }

    public TopicAdmin(Admin admin, KafkaSettings settings, TopicSettings topicSettings) {
        this.admin = admin;
        this.settings = settings;
        this.topicSettings = topicSettings;
    }

    /**
     * What {@link #apply} found and did.
     *
     * @param created full names, in the catalogue's order
     * @param present that were there already, with the right number of partitions
     */
    public record Report(List<String> created, List<String> present) {
        public Report {
            created = List.copyOf(created);
            present = List.copyOf(present);
        }
    }

    /** What the catalogue asks for, before anything is sent. */
    public List<NewTopic> wanted() {
        return Arrays.stream(Topic.values()).map(this::wanted).toList();
    }

    private NewTopic wanted(Topic topic) {
        Optional<Short> replication = settings.replicationFactor() == 0
                ? Optional.empty()
                : Optional.of((short) settings.replicationFactor());
        return new NewTopic(settings.topic(topic), Optional.of(settings.partitions(topic)), replication)
                .configs(topicSettings.of(topic));
    }

    /** Creates what is missing and returns when every topic has leaders. Nothing is changed when a count is wrong. */
    public Report apply() {
        return apply(List.of());
    }

    /** As {@link #apply()}, with topics beside the catalogue such as those that Kafka Streams uses inside. */
    public Report apply(Collection<NewTopic> more) {
        List<NewTopic> all = new ArrayList<>(wanted());
        all.addAll(more);
        Map<String, TopicDescription> existing = existing(all);
        refuseDifferentCounts(all, existing);
        List<NewTopic> missing = all.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .toList();
        create(missing);
        awaitLeaders(all);
        return new Report(
                names(missing),
                all.stream().map(NewTopic::name).filter(existing::containsKey).toList());
    }

    /** Sets what differs, as an inspection found it; partitions and replicas stay as they are. */
    public void set(List<TopicInspection.Found> differing) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (TopicInspection.Found found : differing) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, found.name()),
                    found.settings().entrySet().stream()
                            .map(entry -> new AlterConfigOp(
                                    new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                            .toList());
        }
        done(admin.incrementalAlterConfigs(changes).all());
    }

    /** Fails, naming all of them, when topics are missing or have another number of partitions than we were told. */
    public void requireTopics() {
        List<NewTopic> all = wanted();
        Map<String, TopicDescription> existing = existing(all);
        refuseDifferentCounts(all, existing);
        List<NewTopic> missing = all.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException("These topics are missing at " + settings.bootstrapServers() + ": "
                    + String.join(", ", names(missing)) + ". Create them with: tickbird topics apply");
        }
    }

    private static List<String> names(List<NewTopic> topics) {
        return topics.stream().map(NewTopic::name).toList();
    }

    private void refuseDifferentCounts(List<NewTopic> all, Map<String, TopicDescription> existing) {
        List<String> complaints = new ArrayList<>();
        for (NewTopic topic : all) {
            TopicDescription found = existing.get(topic.name());
            if (found != null && found.partitions().size() != topic.numPartitions()) {
                complaints.add(topic.name() + " has " + found.partitions().size() + ", not " + topic.numPartitions());
            }
        }
        if (!complaints.isEmpty()) {
            throw new ConfigurationException("The number of partitions at " + settings.bootstrapServers()
                    + " is not as configured: " + String.join("; ", complaints)
                    + ". Set partitions to what the topics have, or use another topicPrefix; the count of a live topic"
                    + " cannot be changed.");
        }
    }

    private Map<String, TopicDescription> existing(List<NewTopic> topics) {
        Map<String, KafkaFuture<TopicDescription>> futures =
                admin.describeTopics(names(topics)).topicNameValues();
        return futures.entrySet().stream()
                .map(entry -> described(entry.getValue()))
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(TopicDescription::name, Function.identity()));
    }

    private Optional<TopicDescription> described(KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(future.get(LEADER_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw unusable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unusable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(e);
        }
    }

    private void create(List<NewTopic> missing) {
        try {
            done(admin.createTopics(missing).all());
        } catch (ConfigurationException e) {
            // Another process creates the same topics: whether they are as they should be shows below.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void done(KafkaFuture<Void> future) {
        try {
            future.get(LEADER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unusable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unusable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(e);
        }
    }

    private void awaitLeaders(List<NewTopic> all) {
        long deadline = System.nanoTime() + LEADER_LIMIT.toNanos();
        while (true) {
            Map<String, TopicDescription> existing = existing(all);
            if (existing.size() == all.size() && existing.values().stream().allMatch(TopicAdmin::hasLeaders)) {
                refuseDifferentCounts(all, existing);
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new ConfigurationException("Some topics at " + settings.bootstrapServers()
                        + " have no leader after " + LEADER_LIMIT.toSeconds() + " s: see the brokers' logs");
            }
            pause();
        }
    }

    private static boolean hasLeaders(TopicDescription topic) {
        return topic.partitions().stream().allMatch(partition -> {
            Node leader = partition.leader();
            return leader != null && !leader.isEmpty();
        });
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(e);
        }
    }

    private ConfigurationException unusable(Throwable cause) {
        return new ConfigurationException(
                "Kafka at " + settings.bootstrapServers() + " does not do what is asked: "
                        + cause.getClass().getSimpleName() + ", " + cause.getMessage(),
                cause);
    }
}
