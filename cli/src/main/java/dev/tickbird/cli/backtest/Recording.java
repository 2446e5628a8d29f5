package dev.tickbird.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.Topic;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A file of records in the order in which they came: gzip over one JSON object a line. */
final class Recording {
    private Recording() {}

    /** Writes one. Not for more than one thread. */
    static final class Writer implements AutoCloseable {
        private final BufferedWriter out;
        private long written;

        private Writer(BufferedWriter out) {
            this.out = out;
        }

        void write(Recorded recorded) {
            ObjectNode line = Codec.mapper().createObjectNode();
            line.put("topic", recorded.topic().suffix());
            line.put("key", recorded.key());
            line.put("at", recorded.at().toString());
            line.set("value", recorded.value());
            try {
                out.write(line.toString());
                out.write('\n');
                written++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long written() {
            return written;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    static Writer write(Path file) throws IOException {
        return new Writer(new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)));
    }

    /** Hands over every record, in order. */
    static void read(Path file, Consumer<Recorded> reader) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                reader.accept(parse(line, file, ++number));
            }
        } catch (NoSuchFileException e) {
            throw new Problem(file + ": there is no such file", ExitCode.USAGE);
        } catch (IOException e) {
            throw new Problem(
                    file + " is no recording that can be read (tickbird backtest --save FILE writes one): "
                            + e.getMessage(),
                    ExitCode.USAGE);
        }
    }

    private static Recorded parse(String line, Path file, int number) {
        try {
            JsonNode node = Codec.mapper().readTree(line);
            String suffix = node.required("topic").asText();
            Topic topic = Stream.of(Topic.values())
                    .filter(known -> known.suffix().equals(suffix))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no topic '" + suffix + "'"));
            return new Recorded(
                    topic,
                    node.required("key").asText(),
                    Instant.parse(node.required("at").asText()),
                    node.required("value"));
        } catch (IOException | RuntimeException e) {
            throw new Problem(
                    file + " line " + number + " is no record of a snapshot: " + e.getMessage(), ExitCode.USAGE);
        }
    }
}
