package dev.tickbird.runtime.kafka;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.wire.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Looks at the topics of the catalogue as they are on a cluster. Changes nothing. */
public final class TopicInspection {
    private static final long LIMIT_SECONDS = 30;

    private final Admin admin;
    private final KafkaSettings settings;

    public TopicInspection(Admin admin, KafkaSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * A topic as it is.
     *
     * @param partitions 0 where it does not exist
     * @param replicas of its least replicated partition; 0 where it does not exist
     * @param drift what is not as the catalogue says, a clause each
     * @param settings of what differs that which can be set, as it should be
     */
    public record Found(
            Topic topic,
            String name,
            int partitions,
            int replicas,
            List<String> drift,
            SortedMap<String, String> settings) {
        public Found {
            drift = List.copyOf(drift);
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        }

        public boolean exists() {
            return partitions > 0;
        }
    }

    /** Every topic of the catalogue, in its order. */
    public List<Found> all() {
        Map<String, TopicDescription> descriptions = new HashMap<>();
        List<String> names = Arrays.stream(Topic.values()).map(settings::topic).toList();
        admin.describeTopics(names).topicNameValues().forEach((name, future) -> {
            TopicDescription description = answer(future);
            if (description != null) {
                descriptions.put(name, description);
            }
        });
        Map<String, Config> configs = configs(descriptions.keySet().stream().toList());
        return Arrays.stream(Topic.values())
                .map(topic -> found(topic, descriptions.get(settings.topic(topic)), configs.get(settings.topic(topic))))
                .toList();
    }

    private Found found(Topic topic, @Nullable TopicDescription description, @Nullable Config config) {
        String name = settings.topic(topic);
        if (description == null) {
            return new Found(topic, name, 0, 0, List.of("missing: tickbird topics apply creates it"), new TreeMap<>());
        }
        int partitions = description.partitions().size();
        int replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        List<String> drift = new ArrayList<>();
        if (partitions != settings.partitions(topic)) {
            drift.add(partitions + " partitions, not " + settings.partitions(topic) + ": cannot be changed");
        }
        if (settings.replicationFactor() > 0 && replicas != settings.replicationFactor()) {
            drift.add("replication factor " + replicas + ", not " + settings.replicationFactor());
        }
        SortedMap<String, String> differing = new TreeMap<>();
        TopicSettings.CLUSTER.of(topic).forEach((key, wanted) -> {
            ConfigEntry entry = config == null ? null : config.get(key);
            if (entry != null && !wanted.equals(entry.value())) {
                drift.add(key + " is " + entry.value() + ", not " + wanted);
                differing.put(key, wanted);
            }
        });
        return new Found(topic, name, partitions, replicas, drift, differing);
    }

    private Map<String, Config> configs(List<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return admin.describeConfigs(resources).values().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey().name(), java.util.Optional.ofNullable(answer(entry.getValue()))))
                .filter(entry -> entry.getValue().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    private <T> @Nullable T answer(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw unusable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unusable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(e);
        }
    }

    private ConfigurationException unusable(Throwable cause) {
        return new ConfigurationException(
                "Kafka at " + settings.bootstrapServers() + " does not tell about its topics: "
                        + cause.getClass().getSimpleName() + ", " + cause.getMessage(),
                cause);
    }
}
