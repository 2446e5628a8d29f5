package dev.tickbird.cli.kafka;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.report.Format;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.kafka.TopicInspection;
import dev.tickbird.runtime.kafka.TopicInspection.Found;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird topics show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Lists the topics with what differs from the catalogue. Exits with 0 when nothing does, with 1 when something does.")
final class TopicsShowCommand implements Callable<Integer> {
    private static final String ROW = "%-32s %5s %4s  %-8s %-7s %-12s %s%n";

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json", defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        KafkaClients clients = kafka.clients();
        PrintWriter out = spec.commandLine().getOut();
        List<Found> topics;
        try (Admin admin = KafkaAnswer.admin(clients)) {
            topics = new TopicInspection(admin, clients.settings()).all();
        }
        switch (format) {
            case TEXT -> text(topics, out);
            case JSON -> json(topics, out);
        }
        out.flush();
        return topics.stream().allMatch(found -> found.drift().isEmpty()) ? ExitCode.OK : ExitCode.FOUND;
    }

    private static void text(List<Found> topics, PrintWriter out) {
        out.printf(ROW, "TOPIC", "PARTS", "REPL", "CLEAN-UP", "KEPT", "KEY", "HOLDS");
        for (Found found : topics) {
            Topic topic = found.topic();
            out.printf(
                    ROW,
                    found.name(),
                    found.exists() ? Integer.toString(found.partitions()) : "-",
                    found.exists() ? Integer.toString(found.replicas()) : "-",
                    lower(topic.cleanup()),
                    topic.retention()
                            .map(Duration::toDays)
                            .map(days -> days + " d")
                            .orElse("newest"),
                    key(topic),
                    topic.entity().orElse("any bytes"));
            found.drift().forEach(difference -> out.println("    ! " + difference));
        }
    }

    private static void json(List<Found> topics, PrintWriter out) {
        ArrayNode list = Codec.mapper().createArrayNode();
        for (Found found : topics) {
            Topic topic = found.topic();
            ObjectNode entry = list.addObject()
                    .put("name", found.name())
                    .put("exists", found.exists())
                    .put("partitions", found.partitions())
                    .put("replicas", found.replicas())
                    .put("cleanup", lower(topic.cleanup()))
                    .put("retention", topic.retention().map(Duration::toString).orElse(null))
                    .put("key", key(topic))
                    .put("value", topic.entity().orElse(null))
                    .put("about", topic.about());
            entry.putPOJO("drift", found.drift());
        }
        out.println(Codec.pretty(list));
    }

    private static String key(Topic topic) {
        return switch (topic.keying()) {
            case INSTANCE -> "instance";
            case OWN -> "its own";
            case SINGLE -> "one partition";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
