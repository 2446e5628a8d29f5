package dev.tickbird.schemas.contract;

import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.TopicUse;
import java.util.List;
import java.util.Locale;

/** The page about topics, for people. */
final class TopicsPage {
    private static final String HEAD = """
            # Topics

            Made from the catalogue in `schemas` (`dev.tickbird.schemas.wire.Topic`); do not edit. The same as AsyncAPI 3:
            [`asyncapi.yaml`](../schemas/src/main/resources/asyncapi.yaml). Samples of every value are in
            [`golden`](../schemas/src/test/resources/golden).

            Names carry the prefix `%s` unless configured otherwise. Topics marked ◦ have the same number of partitions
            (%d unless configured otherwise) and are partitioned by instance: `murmur2` over the part of the key before the
            first `/`, as `dev.tickbird.schemas.wire.Partitions` computes it. Values are UTF-8 JSON; headers are CloudEvents 1.0
            in binary mode. A compacted topic keeps the newest record of every key; a record without a value removes it, but not
            in `targets` and `config`, where only what is signed counts.

            | topic | key | clean-up | partitions | value | may be written by | read by | holds |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """.formatted(Topic.DEFAULT_PREFIX, Topic.DEFAULT_PARTITIONS);

    private static final String TAIL = """

            `signed` values are a JWS; `typ` names the record in its payload, and each has a schema of its own: `tickbird-target`
            ([target](../schemas/src/main/resources/schemas/target/v1.json)), `tickbird-target-removal`
            ([target-removal](../schemas/src/main/resources/schemas/target-removal/v1.json)), `tickbird-fleet-policy`
            ([fleet-policy](../schemas/src/main/resources/schemas/fleet-policy/v1.json)), `tickbird-pause-lift`
            ([pause-lift](../schemas/src/main/resources/schemas/pause-lift/v1.json)), `tickbird-order`
            ([order](../schemas/src/main/resources/schemas/order/v1.json)), `tickbird-decision`
            ([decision-claims](../schemas/src/main/resources/schemas/decision-claims/v1.json)).

            ## Reading as a downstream consumer

            - Ignore fields that you do not know, and keep or skip subtypes (`subject.kind`, `action.type`) that you do not know.
            - Read with `isolation.level=read_committed`.
            - `findings` and `outcomes` are the public ones. A finding is replaced in place under its key; outcomes of one action
              are ordered by `attempt`, then `step`.
            - Times that decide something about `snapshots.*` and `ticks` are the broker's (`LogAppendTime`).
            """;

    private TopicsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Topic topic : Topic.values()) {
            page.append(line(topic)).append('\n');
        }
        return page.append(TAIL).toString();
    }

    private static String line(Topic topic) {
        TopicUse use = TopicUse.of(topic);
        List<String> cells = List.of(
                "`" + topic.suffix() + "`" + (topic.keying() == Topic.Keying.INSTANCE ? " ◦" : ""),
                use.key(),
                cleanup(topic),
                topic.keying() == Topic.Keying.SINGLE ? "1" : "shared",
                topic.entity()
                        .map(name -> "[%s](../schemas/src/main/resources/schemas/%s/v1.json)".formatted(name, name))
                        .orElse("any bytes"),
                String.join(", ", use.writers()),
                use.readers().isEmpty() ? "people" : String.join(", ", use.readers()),
                topic.about());
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String cleanup(Topic topic) {
        String policy = topic.cleanup().name().toLowerCase(Locale.ROOT);
        return topic.retention()
                .map(retention -> policy + ", " + retention.toDays() + " d")
                .orElse(policy);
    }
}
