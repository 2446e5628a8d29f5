package dev.tickbird.schemas.contract;

import dev.tickbird.schemas.wire.CloudEvent;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.TopicUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The AsyncAPI 3 document of the catalogue. */
final class AsyncApi {
    private static final String JSON_SCHEMA = "application/schema+json;version=draft-2020-12";

    private AsyncApi() {}

    static Map<String, Object> document() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("asyncapi", "3.0.0");
        root.put("id", "urn:dev.tickbird:contract");
        root.put("info", info());
        root.put("defaultContentType", CloudEvent.JSON);
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Topic topic : Topic.values()) {
            channels.put(topic.suffix(), channel(topic));
            operations(topic, operations);
            messages.put(message(topic), message(topic, TopicUse.of(topic)));
        }
        root.put("channels", channels);
        root.put("operations", operations);
        root.put("components", Map.of("messages", messages));
        return root;
    }

    private static Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Tickbird");
        info.put("version", "1.0.0");
        info.put(
                "description",
                "Events about the health of PostgreSQL fleets. Topic names carry the prefix " + Topic.DEFAULT_PREFIX
                        + " unless configured otherwise. Topics that are partitioned by instance use one published"
                        + " function: Kafka's murmur2 over the part of the key before the first slash.");
        Map<String, Object> license = new LinkedHashMap<>();
        license.put("name", "Apache-2.0");
        license.put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        info.put("license", license);
        return info;
    }

    private static Map<String, Object> channel(Topic topic) {
        Map<String, Object> channel = new LinkedHashMap<>();
        channel.put("address", topic.name(Topic.DEFAULT_PREFIX));
        channel.put("description", sentence(topic.about()));
        channel.put("messages", Map.of(message(topic), Map.of("$ref", "#/components/messages/" + message(topic))));
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("cleanup.policy", List.of(topic.cleanup().name().toLowerCase(Locale.ROOT)));
        topic.retention().map(Duration::toMillis).ifPresent(millis -> configuration.put("retention.ms", millis));
        Map<String, Object> kafka = new LinkedHashMap<>();
        kafka.put("topic", topic.name(Topic.DEFAULT_PREFIX));
        kafka.put("partitions", topic.partitions(Topic.DEFAULT_PARTITIONS));
        kafka.put("topicConfiguration", configuration);
        kafka.put("bindingVersion", "0.5.0");
        channel.put("bindings", Map.of("kafka", kafka));
        return channel;
    }

    private static void operations(Topic topic, Map<String, Object> operations) {
        TopicUse use = TopicUse.of(topic);
        use.writers().forEach(agent -> operations.put(agent + ".sends." + topic.suffix(), operation("send", topic)));
        use.readers()
                .forEach(agent -> operations.put(agent + ".receives." + topic.suffix(), operation("receive", topic)));
    }

    private static Map<String, Object> operation(String action, Topic topic) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("action", action);
        operation.put("channel", Map.of("$ref", "#/channels/" + topic.suffix()));
        return operation;
    }

    static String message(Topic topic) {
        return topic.entity().orElse("dead-letter");
    }

    private static Map<String, Object> message(Topic topic, TopicUse use) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("name", message(topic));
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("type", "string");
        key.put("description", sentence(use.key()));
        Map<String, Object> kafka = new LinkedHashMap<>();
        kafka.put("key", key);
        kafka.put("bindingVersion", "0.5.0");
        topic.entity().ifPresentOrElse(entity -> described(message, entity), () -> {
            message.put("contentType", "application/octet-stream");
            message.put("description", "The bytes as they came; headers say from where, and why.");
        });
        message.put("bindings", Map.of("kafka", kafka));
        return message;
    }

    private static void described(Map<String, Object> message, String entity) {
        message.put("contentType", CloudEvent.JSON);
        message.put("headers", headers(entity));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("schemaFormat", JSON_SCHEMA);
        payload.put("schema", Map.of("$ref", "./schemas/" + entity + "/v1.json"));
        message.put("payload", payload);
    }

    /** CloudEvents 1.0, Kafka binding, binary mode. */
    private static Map<String, Object> headers(String entity) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(CloudEvent.SPEC_VERSION, constant(CloudEvent.SPEC));
        properties.put(CloudEvent.ID, text("Unique for its source."));
        properties.put(CloudEvent.TYPE, constant(CloudEvent.type(entity, 1)));
        properties.put(CloudEvent.SOURCE, text("Who says it, e.g. /tickbird/analyzer."));
        properties.put(CloudEvent.SUBJECT, text("The record's key."));
        properties.put(CloudEvent.TIME, text("When it was said, RFC 3339."));
        properties.put(CloudEvent.DATA_SCHEMA, constant(CloudEvent.schema(entity, 1)));
        properties.put(CloudEvent.CONTENT_TYPE, constant(CloudEvent.JSON));
        List<String> required = new ArrayList<>(properties.keySet());
        properties.put(CloudEvent.TRACE_PARENT, text("W3C trace context, where the record belongs to a trace."));
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("type", "object");
        headers.put("required", required);
        headers.put("properties", properties);
        return headers;
    }

    private static Map<String, Object> constant(String value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("const", value);
        return schema;
    }

    private static Map<String, Object> text(String about) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("description", about);
        return schema;
    }

    static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }
}
