package dev.tickbird.runtime.audit;

import dev.tickbird.runtime.config.ConfigurationException;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.schemas.wire.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Heads of chains in a file outside Kafka, one JSON document a line, only ever appended to. */
public final class AnchorFile {
    private static final Logger LOG = LoggerFactory.getLogger(AnchorFile.class);

    private final Path file;

    public AnchorFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** What the file says; nothing where there is none yet. A line that was cut by a crash is left out. */
    public Anchors read() {
        Anchors anchors = new Anchors();
        readInto(anchors);
        return anchors;
    }

    private void readInto(Anchors anchors) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.filter(line -> !line.isBlank()).forEach(line -> add(line, anchors));
        } catch (NoSuchFileException e) {
            LOG.info("the anchor file {} is not there yet: nothing can be compared with it", file);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new ConfigurationException("The anchor file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What several files say together: each executor has its own. */
    public static Anchors readAll(List<Path> files) {
        Anchors anchors = new Anchors();
        files.forEach(file -> new AnchorFile(file).readInto(anchors));
        return anchors;
    }

    private void add(String line, Anchors anchors) {
        try {
            anchors.add(Codec.decode(line, AnchorLine.class));
        } catch (UnreadableException e) {
            LOG.warn("a line of the anchor file {} is left out: {}", file, e.getMessage());
        }
    }

    /** Appends and waits until it is on disk. */
    public void append(List<AnchorLine> lines) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Set<StandardOpenOption> options =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(
                    file,
                    options,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                if (cut(channel)) {
                    text.write('\n');
                }
                for (AnchorLine line : lines) {
                    text.write(Codec.encode(line));
                    text.write('\n');
                }
                ByteBuffer bytes = ByteBuffer.wrap(text.toByteArray());
                channel.position(channel.size());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new ConfigurationException("The anchor file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Whether the last line has no end. */
    private static boolean cut(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }
}
