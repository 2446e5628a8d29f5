package dev.tickbird.cli.audit;

import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.kafka.KafkaOptions;
import dev.tickbird.cli.kafka.Topics;
import dev.tickbird.cli.report.Format;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.wire.Partitions;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird audit log}. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description =
                "Who approved what, which statements ran when and what they changed, from Kafka itself: it needs no console.")
final class LogCommand implements Callable<Integer> {
    @Option(names = "--action", paramLabel = "ID", description = "one action; the beginning of its id is enough")
    private String action = "";

    @Option(names = "--instance", paramLabel = "NAME", description = "only this instance; repeatable")
    private List<String> instances = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "from when, as 24h, 7d or 2026-11-20T09:00:00Z (default: 7d; with --action all that is kept)")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "until when, in the same ways (default: now)")
    private @Nullable String until;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json", defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        Instant now = InstantSource.system().instant();
        String first = since == null && action.isEmpty() ? "7d" : since;
        Instant from = first == null ? Instant.EPOCH : time("--since", first, now);
        Instant to = until == null ? Instant.MAX : time("--until", until, now);
        KafkaClients clients = kafka.clients();
        Topics.require(clients);
        List<Happening> all = History.read(clients, this::wanted, from, to);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> History.text(all, out);
            case JSON -> History.json(all, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private boolean wanted(String key) {
        String instance = Partitions.instance(key);
        return (instances.isEmpty() || instances.contains(instance))
                && (action.isEmpty() || key.startsWith(action, Math.min(key.length(), instance.length() + 1)));
    }

    private static Instant time(String option, String text, Instant now) {
        try {
            return text.contains("T") && !text.startsWith("P")
                    ? Instant.parse(text)
                    : now.minus(HumanDuration.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Problem(
                    option + " " + text + ": expected a time back from now such as 24h or 7d, or 2026-11-20T09:00:00Z",
                    ExitCode.USAGE);
        }
    }
}
