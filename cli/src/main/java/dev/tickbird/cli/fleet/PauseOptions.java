package dev.tickbird.cli.fleet;

import dev.tickbird.cli.Problem;
import dev.tickbird.runtime.kafka.Events;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.Pause;
import dev.tickbird.schemas.fleet.PauseScope;
import dev.tickbird.schemas.wire.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a pause covers. */
final class PauseOptions {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    @Option(names = "--instance", paramLabel = "NAME", description = "only this instance")
    private @Nullable String instance;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "only instances with this tag")
    private @Nullable String tag;

    PauseScope scope() {
        if (instance != null && tag != null) {
            throw new Problem("give --instance or --tag, not both", Problem.USAGE);
        }
        if (tag != null && tag.indexOf('=') < 1) {
            throw new Problem("--tag " + tag + ": expected KEY=VALUE, e.g. env=prod", Problem.USAGE);
        }
        if (instance != null) {
            return PauseScope.INSTANCE;
        }
        return tag == null ? PauseScope.FLEET : PauseScope.TAG;
    }

    @Nullable
    String value() {
        return instance == null ? tag : instance;
    }

    /** Whether the pause covers what was named, no more and no less. */
    boolean names(Pause pause) {
        return pause.scope() == scope() && Objects.equals(pause.value(), value());
    }

    /** For people: whom it covers. */
    String covered() {
        return switch (scope()) {
            case FLEET -> "the whole fleet";
            case INSTANCE -> "the instance " + instance;
            case TAG -> "instances tagged " + tag;
        };
    }

    static String author() {
        return System.getProperty("user.name", "somebody");
    }

    /** Returns when Kafka has it. */
    static void write(KafkaClients clients, String entry, ConfigRecord value) {
        Events events = new Events(clients.settings(), "/tickbird/cli", InstantSource.system());
        Producer<String, byte[]> producer = clients.producer();
        try {
            producer.send(events.record(Topic.CONFIG, entry, value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted", Problem.UNREACHABLE);
        } catch (ExecutionException e) {
            throw new Problem("Kafka did not take the entry " + entry + ": " + e.getCause(), Problem.UNREACHABLE);
        } finally {
            producer.close(CLOSE_LIMIT);
        }
    }
}
