package dev.tickbird.alerter.app;

import dev.tickbird.alerter.grouping.Board;
import dev.tickbird.runtime.kafka.DeadLetters;
import dev.tickbird.runtime.kafka.KafkaSettings;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.Silence;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Brings records to the board; what cannot be read goes to the dead letters. */
final class Intake {
    private final KafkaSettings settings;
    private final Board board;
    private final DeadLetters deadLetters;
    private final Producer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> letters = new ArrayList<>();

    Intake(KafkaSettings settings, Board board, DeadLetters deadLetters, Producer<String, byte[]> producer) {
        this.settings = settings;
        this.board = board;
        this.deadLetters = deadLetters;
        this.producer = producer;
    }

    /** The action whose outcome it was; null for everything else. */
    @Nullable
    ActionId take(ConsumerRecord<String, byte[]> record, boolean reportUnreadable) {
        try {
            return accept(record);
        } catch (UnreadableException | IllegalArgumentException e) {
            if (reportUnreadable) {
                String why = e.getMessage() == null ? "not readable" : e.getMessage();
                letters.add(deadLetters.send(producer, record, "unreadable", why));
            }
            return null;
        }
    }

    /** Returns when everything that was put aside lies safe. */
    void awaitLetters() throws InterruptedException, ExecutionException {
        for (Future<RecordMetadata> letter : letters) {
            letter.get();
        }
        letters.clear();
    }

    private @Nullable ActionId accept(ConsumerRecord<String, byte[]> record) {
        Topic topic = Topic.of(record.topic(), settings.topicPrefix())
                .orElseThrow(() -> new IllegalStateException("topic " + record.topic() + " is not in the catalogue"));
        String key = record.key();
        if (key == null) {
            throw new UnreadableException("the record has no key");
        }
        byte[] value = record.value();
        switch (topic) {
            case FINDINGS ->
                board.finding(
                        instance(key),
                        FindingId.of(id(key)),
                        value == null ? null : Codec.decode(value, Finding.class));
            case PROPOSALS ->
                board.proposal(
                        instance(key),
                        ActionId.of(id(key)),
                        value == null ? null : Codec.decode(value, Proposal.class));
            case OVERLAYS ->
                board.overlay(FindingId.of(id(key)), value == null ? null : Codec.decode(value, Overlay.class));
            case SILENCES -> board.silence(key, value == null ? null : Codec.decode(value, Silence.class));
            case NOTIFICATIONS ->
                board.published(decoded(value, Notification.class), Instant.ofEpochMilli(record.timestamp()));
            case DELIVERIES -> {
                if (value != null) {
                    board.delivery(Codec.decode(value, Delivery.class));
                }
            }
            case OUTCOMES -> {
                Outcome outcome = decoded(value, Outcome.class);
                board.outcome(outcome);
                return outcome.action();
            }
            case TARGETS,
                    CONFIG,
                    TICKS,
                    SNAPSHOTS_INSTANCE,
                    SNAPSHOTS_RELATIONS,
                    SNAPSHOTS_STATEMENTS,
                    SNAPSHOTS_ACTIVITY,
                    USAGE,
                    QUESTIONS,
                    ANSWERS,
                    DECISIONS,
                    APPROVED_ACTIONS,
                    JOURNAL,
                    CHAINS,
                    PROGRESS,
                    REHEARSALS,
                    ALERTS_GROUPING,
                    AUDIT,
                    DEAD_LETTERS -> throw new IllegalStateException("topic " + topic.suffix() + " is not read here");
        }
        return null;
    }

    private static <T> T decoded(byte @Nullable [] value, Class<T> type) {
        if (value == null) {
            throw new UnreadableException("the record has no value");
        }
        return Codec.decode(value, type);
    }

    private static InstanceId instance(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw new UnreadableException("the key is not of the form instance/id");
        }
        return InstanceId.of(key.substring(0, slash));
    }

    private static String id(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
