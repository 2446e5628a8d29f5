package dev.tickbird.executor.journal;

import dev.tickbird.runtime.audit.AnchorLine;
import dev.tickbird.runtime.audit.Anchors;
import dev.tickbird.runtime.audit.HeadReader;
import dev.tickbird.runtime.audit.OutcomeSigner;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.wire.Partitions;
import dev.tickbird.schemas.wire.Signed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far the chains of outcomes have come, as far as this executor knows, and where they are shorter than the anchor says. Knows neither
 * Kafka nor files. Used by one thread at a time.
 */
final class ChainBook {
    private final HeadReader reader;
    private final OutcomeSigner signer;
    /** Own heads and, as the topic has them, those of other executors. */
    private final Map<String, ChainHead> heads = new HashMap<>();

    /** What the anchor had before somebody accepted that it is lost: the chain goes on after it, so that the hole can be seen. */
    private final Map<String, ChainHead> floors = new HashMap<>();

    private final Map<String, ChainHead> anchored = new HashMap<>();
    private final Map<InstanceId, String> blocked = new TreeMap<>();

    ChainBook(HeadReader reader, OutcomeSigner signer) {
        this.reader = reader;
        this.signer = signer;
    }

    /**
     * Compares what the topic says of the owned instances with the anchor.
     *
     * @return lines that the anchor lacks: what is newly blocked
     */
    List<AnchorLine> compare(Map<String, Signed> topic, Predicate<String> owned, Anchors anchors, Instant now) {
        Map<InstanceId, String> found = new TreeMap<>();
        Map<String, ChainHead> known = trusted(topic, anchors, found);
        for (ChainHead anchor : anchors.compared()) {
            if (owned.test(anchor.key())) {
                String difference = difference(anchor, known.get(anchor.key()));
                if (difference != null) {
                    found.put(anchor.instance(), difference);
                }
            }
        }
        known.values().forEach(head -> heads.merge(head.key(), head, ChainBook::further));
        anchors.furthest().forEach(head -> floors.put(head.key(), head));
        anchored.clear();
        anchors.compared().forEach(head -> anchored.put(head.key(), head));
        blocked.clear();
        anchors.blocked().forEach((instance, reason) -> {
            if (owned.test(instance.value())) {
                blocked.put(instance, reason);
            }
        });
        List<AnchorLine> lines = new ArrayList<>();
        found.forEach((instance, reason) -> {
            if (blocked.putIfAbsent(instance, reason) == null) {
                lines.add(AnchorLine.blocked(instance, reason, now));
            }
        });
        return lines;
    }

    /**
     * Asks whether the outcomes are there that own heads speak of.
     *
     * @param look which of the heads it is given speak of outcomes that are gone
     * @return lines that the anchor lacks
     */
    List<AnchorLine> lost(Function<Collection<ChainHead>, Set<ChainHead>> look, Anchors anchors, Instant now) {
        List<ChainHead> own = heads.values().stream()
                .filter(head -> head.writer().equals(signer.writer()))
                .filter(head -> anchors.accepted(head.instance()).isEmpty())
                .toList();
        List<AnchorLine> lines = new ArrayList<>();
        for (ChainHead head : look.apply(own)) {
            String reason = "the history of outcomes was cut: the last one of the chain " + head.key() + ", "
                    + head.sequence() + " of " + head.at() + ", is not on the topic outcomes";
            if (blocked.putIfAbsent(head.instance(), reason) == null) {
                lines.add(AnchorLine.blocked(head.instance(), reason, now));
            }
        }
        return lines;
    }

    private Map<String, ChainHead> trusted(Map<String, Signed> topic, Anchors anchors, Map<InstanceId, String> found) {
        Map<String, ChainHead> known = new HashMap<>();
        topic.forEach((key, signed) -> {
            String objection = switch (reader.read(signed.jws())) {
                case HeadReader.Verdict.Trusted(ChainHead head, String _) -> {
                    boolean right = head.key().equals(key);
                    if (right) {
                        known.put(key, head);
                    }
                    yield right ? null : "it is that of " + head.key();
                }
                case HeadReader.Verdict.Refused(String reason) -> reason;
            };
            boolean own = key.endsWith("/" + signer.writer());
            if (objection != null && own) {
                InstanceId instance = InstanceId.of(Partitions.instance(key));
                if (anchors.accepted(instance).isEmpty()) {
                    found.put(
                            instance,
                            "the head of its chain of outcomes " + key + " does not count: " + objection
                                    + " (an earlier key of this executor stays in trust.yml)");
                }
            }
        });
        return known;
    }

    private static @Nullable String difference(ChainHead anchor, @Nullable ChainHead topic) {
        String what = "the history of outcomes was cut: by the anchor of " + anchor.at() + " the chain " + anchor.key()
                + " ends not before " + anchor.sequence();
        if (topic == null) {
            return what + ", on the topic chains there is none";
        }
        if (topic.sequence() < anchor.sequence()) {
            return what + ", on the topic chains at " + topic.sequence();
        }
        return topic.sequence() == anchor.sequence() && !topic.hash().equals(anchor.hash())
                ? "the history of outcomes is not the one of the anchor: outcome " + anchor.sequence()
                        + " of the chain " + anchor.key() + " is another"
                : null;
    }

    private static ChainHead further(ChainHead one, ChainHead other) {
        return other.sequence() > one.sequence() ? other : one;
    }

    /** The outcome in its place after those that are known, or after the one that goes before it in the same transaction. */
    OutcomeSigner.Linked after(@Nullable ChainHead unwritten, Outcome outcome) {
        return signer.after(unwritten == null ? last(key(outcome.instance())) : unwritten, outcome);
    }

    private @Nullable ChainHead last(String key) {
        ChainHead head = heads.get(key);
        ChainHead floor = floors.get(key);
        return head == null || floor == null ? head == null ? floor : head : further(head, floor);
    }

    /** It is on the topic. */
    void written(ChainHead head) {
        heads.put(head.key(), head);
    }

    Map<InstanceId, String> blocked() {
        return Map.copyOf(blocked);
    }

    /** Heads that the anchor does not have yet, of instances that are not blocked. */
    List<ChainHead> unanchored() {
        return heads.values().stream()
                .filter(head -> !blocked.containsKey(head.instance()))
                .filter(head -> !head.equals(anchored.get(head.key())))
                .toList();
    }

    void anchored(ChainHead head) {
        anchored.put(head.key(), head);
    }

    private String key(InstanceId instance) {
        return Partitions.key(instance.value(), signer.writer());
    }
}
