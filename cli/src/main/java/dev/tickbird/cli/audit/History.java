package dev.tickbird.cli.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.PartitionReader;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.StatementRun;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import dev.tickbird.schemas.wire.UnreadableException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decisions and outcomes in the order of time. */
final class History {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String INDENT = "    ";

    private History() {}

    /** What Kafka still has of these keys, from that time until before the other. */
    static List<Happening> read(KafkaClients clients, Predicate<String> wanted, Instant from, Instant to) {
        List<Happening> all = new ArrayList<>();
        read(
                clients,
                Topic.DECISIONS,
                wanted,
                all,
                record -> new Happening.Decided(record.key(), Codec.decode(record.value(), Decision.class)));
        read(
                clients,
                Topic.OUTCOMES,
                wanted,
                all,
                record -> new Happening.Became(record.key(), Codec.decode(record.value(), Outcome.class)));
        return all.stream()
                .filter(each -> !each.at().isBefore(from) && each.at().isBefore(to))
                .sorted(Comparator.comparing(Happening::at))
                .toList();
    }

    private static void read(
            KafkaClients clients,
            Topic topic,
            Predicate<String> wanted,
            List<Happening> into,
            Function<ConsumerRecord<String, byte[]>, Happening> decode) {
        try (PartitionReader reader =
                PartitionReader.ofTopic(clients, clients.settings().topic(topic))) {
            reader.readToEnd(
                    record -> {
                        if (record.key() != null && record.value() != null && wanted.test(record.key())) {
                            try {
                                into.add(decode.apply(record));
                            } catch (UnreadableException e) {
                                // It was never acted upon; audit verify names it.
                                return;
                            }
                        }
                    },
                    LIMIT);
        }
    }

    static void text(List<Happening> all, PrintWriter out) {
        if (all.isEmpty()) {
            out.println("Nothing was decided or run in that time, or Kafka does not keep it any more (400 days).");
        }
        for (Happening each : all) {
            out.println(each.at().truncatedTo(ChronoUnit.SECONDS) + "  " + Plain.text(each.key()) + "  "
                    + Screen.styled("bold", Plain.text(sentence(each))));
            if (each instanceof Happening.Became(String _, Outcome outcome)) {
                details(outcome, out);
            }
        }
    }

    private static String sentence(Happening each) {
        return switch (each) {
            case Happening.Decided(String _, Decision decision) ->
                lower(decision.verdict()) + " by " + decision.by().name() + " through " + lower(decision.through())
                        + (decision.reason() == null ? "" : ": " + decision.reason());
            case Happening.Became(String _, Outcome outcome) ->
                outcome.what().type() + " of " + outcome.object() + " in " + outcome.database() + ": "
                        + lower(outcome.state())
                        + (outcome.approvedBy().isEmpty()
                                ? ""
                                : ", approved by " + String.join(", ", outcome.approvedBy()))
                        + (outcome.reason() == null ? "" : ": " + outcome.reason());
        };
    }

    private static void details(Outcome outcome, PrintWriter out) {
        for (StatementRun run : outcome.runs()) {
            out.println(INDENT + "ran " + Plain.text(run.statement()) + "  at "
                    + run.startedAt().truncatedTo(ChronoUnit.SECONDS) + ", " + run.millis() + " ms"
                    + (run.error() == null ? "" : ", failed: " + Plain.text(run.error())));
        }
        for (Measure after : outcome.after()) {
            outcome.before().stream()
                    .filter(before -> before.measure().equals(after.measure())
                            && before.value().compareTo(after.value()) != 0)
                    .findFirst()
                    .ifPresent(before -> out.println(INDENT + "changed " + Plain.text(after.measure()) + " from "
                            + Figures.of(before) + " to " + Figures.of(after)));
        }
        outcome.cleanedUp().forEach(name -> out.println(INDENT + "cleaned up " + Plain.text(name)));
        if (outcome.undoDefinition() != null && outcome.state().terminal()) {
            outcome.undoDefinition().lines().forEach(line -> out.println(INDENT + "undo " + Plain.text(line)));
        }
    }

    static void json(List<Happening> all, PrintWriter out) {
        ArrayNode list = Codec.mapper().createArrayNode();
        for (Happening each : all) {
            ObjectNode entry = list.addObject().put("at", each.at().toString()).put("key", each.key());
            switch (each) {
                case Happening.Decided(String _, Decision decision) -> entry.putPOJO("decision", decision);
                case Happening.Became(String _, Outcome outcome) -> entry.putPOJO("outcome", outcome);
            }
        }
        out.println(Codec.pretty(list));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
