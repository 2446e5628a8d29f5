package dev.tickbird.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tickbird.embedded.EmbeddedKafka;
import dev.tickbird.runtime.health.Condition;
import dev.tickbird.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class BrokerWatchIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    @Test
    void saysOnceThatTheBrokerIsAwayAndOnceThatItIsBack(@TempDir Path folder) throws Exception {
        EmbeddedKafka.Options options = EmbeddedKafka.Options.kept(folder.resolve("kafka"));
        EmbeddedKafka kafka = EmbeddedKafka.start(options);
        Lines lines = listen();
        KafkaSettings settings = KafkaSettings.plaintext(kafka.bootstrapServers(), "t.", 1);
        try (BrokerWatch watch = BrokerWatch.start(new KafkaClients(settings, "test"), Duration.ofMillis(50))) {
            assertThat(watch.awaitAnswer(LIMIT)).isTrue();
            Await.until(LIMIT, "up", () -> watch.condition().equals(Condition.UP));
            kafka.close();
            Await.until(LIMIT, "down", () -> watch.condition() instanceof Condition.Down);
            assertThat(watch.condition())
                    .isEqualTo(Condition.down(
                            "Kafka at " + settings.bootstrapServers() + " cannot be used: it does not answer"));
            kafka = EmbeddedKafka.start(options);
            Await.until(LIMIT, "up again", () -> watch.condition().equals(Condition.UP));
        } finally {
            kafka.close();
        }
        assertThat(lines.lines)
                .containsExactly(
                        "WARN Kafka at " + settings.bootstrapServers()
                                + " cannot be used: it does not answer; trying again",
                        "INFO Kafka at " + settings.bootstrapServers() + " answers again");
    }

    private static Lines listen() {
        Lines lines = new Lines();
        lines.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ((Logger) LoggerFactory.getLogger(BrokerWatch.class)).setLevel(Level.INFO);
        root.addAppender(lines);
        return lines;
    }
}
