package dev.tickbird.runtime.kafka;

import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The settings that a topic of the catalogue is created with. */
public enum TopicSettings {
    /** Several brokers: replication keeps what is acknowledged. */
    CLUSTER,
    /** One broker of our own: orders, decisions and the journal reach the disk before they are acknowledged. */
    EMBEDDED;

    private static final Set<Topic> PRECIOUS = EnumSet.of(Topic.APPROVED_ACTIONS, Topic.JOURNAL, Topic.DECISIONS);
    /** Nothing ours writes tombstones there: one that is found tells that somebody erased what was signed. */
    private static final Set<Topic> SIGNED = EnumSet.of(Topic.TARGETS, Topic.CONFIG);

    private static final Duration TOMBSTONES_STAY = Duration.ofDays(3650);
    private static final Duration COMPACTED_AFTER = Duration.ofDays(1);
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(7);

    Map<String, String> of(Topic topic) {
        Map<String, String> settings = new TreeMap<>();
        switch (topic.cleanup()) {
            case COMPACT -> {
                settings.put("cleanup.policy", "compact");
                if (SIGNED.contains(topic)) {
                    settings.put("delete.retention.ms", Long.toString(TOMBSTONES_STAY.toMillis()));
                }
            }
            case DELETE -> settings.put("cleanup.policy", "delete");
        }
        settings.put("segment.ms", Long.toString(segment(topic).toMillis()));
        topic.retention().ifPresent(time -> settings.put("retention.ms", Long.toString(time.toMillis())));
        if (topic.logAppendTime()) {
            settings.put("message.timestamp.type", "LogAppendTime");
        }
        if (this == EMBEDDED && PRECIOUS.contains(topic)) {
            settings.put("flush.messages", "1");
        }
        return settings;
    }

    /** Only closed segments are compacted or deleted: each is closed after a part of the retention. */
    private static Duration segment(Topic topic) {
        Duration part = topic.retention().map(time -> time.dividedBy(4)).orElse(COMPACTED_AFTER);
        return part.compareTo(LONGEST_SEGMENT) < 0 ? part : LONGEST_SEGMENT;
    }
}
