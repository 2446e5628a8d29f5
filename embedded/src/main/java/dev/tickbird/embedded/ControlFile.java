package dev.tickbird.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Gives a copy of a stopped cluster a system identifier of its own, so that servers copied from one template do not
 * pass for clones of each other. The identifier stands first in {@code global/pg_control}, whose checksum follows its
 * last field, and in the first page header of every WAL segment.
 */
final class ControlFile {

    private static final int SMALLEST = 200;
    private static final int LARGEST = 508;
    private static final int WAL_IDENTIFIER_OFFSET = 24;
    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

    private ControlFile() {}

    static void stamp(Path cluster, long systemIdentifier) throws IOException {
        Path file = cluster.resolve("global").resolve("pg_control");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int checksumOffset = checksumOffset(bytes, content, file);
        content.putLong(0, systemIdentifier);
        content.putInt(checksumOffset, checksum(bytes, checksumOffset));
        Files.write(file, bytes);
        for (Path segment : segments(cluster.resolve("pg_wal"))) {
            stampSegment(segment, systemIdentifier);
        }
    }

    /** The structure's length differs by version: the checksum stands where it fits what is before it. */
    private static int checksumOffset(byte[] bytes, ByteBuffer content, Path file) throws IOException {
        for (int offset = SMALLEST; offset <= LARGEST; offset += Integer.BYTES) {
            if (content.getInt(offset) == checksum(bytes, offset)) {
                return offset;
            }
        }
        throw new IOException("no checksum found in " + file);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static List<Path> segments(Path wal) throws IOException {
        try (Stream<Path> files = Files.list(wal)) {
            return files.filter(path ->
                            SEGMENT.matcher(path.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static void stampSegment(Path segment, long systemIdentifier) throws IOException {
        ByteBuffer identifier = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(systemIdentifier)
                .flip();
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.write(identifier, WAL_IDENTIFIER_OFFSET);
        }
    }
}
