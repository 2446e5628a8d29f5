package dev.tickbird.embedded;

import java.util.Map;
import java.util.Properties;

/** The settings of the embedded broker: one node, loopback, frugal with memory and disk. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    static Properties of(BrokerFolder folder, Map<String, String> replacements) {
        Properties properties = new Properties();
        properties.putAll(node(folder));
        properties.putAll(ownTopics());
        properties.putAll(frugality());
        properties.putAll(replacements);
        return properties;
    }

    private static Map<String, String> node(BrokerFolder folder) {
        String client = Ports.HOST + ":" + folder.port();
        String controller = Ports.HOST + ":" + folder.controllerPort();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + controller,
                "listeners",
                "PLAINTEXT://" + client + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                "PLAINTEXT://" + client,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "log.dirs",
                folder.logs().toString());
    }

    private static Map<String, String> ownTopics() {
        return Map.of(
                "auto.create.topics.enable", "false",
                "num.partitions", "4",
                "default.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                // After a week off every group would begin again from the start: keep offsets for 400 days.
                "offsets.retention.minutes", Integer.toString(400 * 24 * 60),
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> frugality() {
        return Map.ofEntries(
                // The default takes 128 MB of heap.
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024)),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("log.segment.bytes", Integer.toString(64 * 1024 * 1024)),
                Map.entry("log.index.size.max.bytes", Integer.toString(1024 * 1024)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("num.replica.fetchers", "1"),
                Map.entry("background.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "1"),
                Map.entry("group.coordinator.threads", "1"),
                // An idle controller writes a record of no content this often.
                Map.entry("metadata.max.idle.interval.ms", "5000"),
                Map.entry("metric.reporters", ""));
    }
}
