package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.history.LedgerLine.Counted;
import dev.tickbird.analyzer.history.LedgerLine.Dropped;
import dev.tickbird.schemas.snapshot.TableCounters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's history in few bytes: the changelog is the analyzer's largest cost. The first byte is the version: older ones are read,
 * a newer one than this code knows refuses to be.
 */
public final class HistoryCodec {
    private static final int VERSION = 3;
    /** Without the partitioned index that one is attached to. */
    private static final int SECOND = 2;
    /** Without files, and with the ledger's uses alone. */
    private static final int FIRST = 1;

    private static final int HASH_LENGTH = "sha256:".length() + 32;
    private static final long NONE = Long.MIN_VALUE;

    private HistoryCodec() {}

    public static byte[] encode(TableHistory history) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writeInstant(out, history.at());
            out.writeInt(history.epoch());
            Varint.write(out, history.parentOid() == null ? 0 : history.parentOid());
            out.writeDouble(history.rows());
            writeCounters(out, history.counters());
            Varint.write(out, history.ledger().size());
            for (LedgerLine line : history.ledger()) {
                writeLine(out, line);
            }
            Varint.write(out, history.files().size());
            for (FileHistory file : history.files()) {
                file.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static TableHistory decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version < FIRST || version > VERSION) {
                throw new IllegalStateException(
                        "table history of version " + version + ": this analyzer knows up to " + VERSION);
            }
            Instant at = instant(in);
            int epoch = in.readInt();
            long parent = Varint.read(in);
            double rows = in.readDouble();
            TableCounters counters = readCounters(in);
            int lines = (int) Varint.read(in);
            List<LedgerLine> ledger = new ArrayList<>(lines);
            for (int i = 0; i < lines; i++) {
                ledger.add(readLine(in, version));
            }
            return new TableHistory(
                    at,
                    epoch,
                    parent == 0 ? null : parent,
                    rows,
                    counters,
                    ledger,
                    version == FIRST ? List.of() : files(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<FileHistory> files(DataInputStream in) throws IOException {
        int size = (int) Varint.read(in);
        List<FileHistory> files = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            files.add(FileHistory.read(in));
        }
        return files;
    }

    private static void writeCounters(DataOutputStream out, @Nullable TableCounters counters) throws IOException {
        out.writeBoolean(counters != null);
        if (counters == null) {
            return;
        }
        long[] values = {
            counters.sequentialScans(), counters.sequentialTuples(), counters.indexScans(), counters.indexTuples(),
            counters.inserted(), counters.updated(), counters.deleted(), counters.hotUpdated(),
            counters.live(), counters.dead(), counters.modifiedSinceAnalyze(), counters.insertedSinceVacuum(),
            counters.vacuums(), counters.autovacuums(), counters.analyzes(), counters.autoanalyzes(),
        };
        for (long value : values) {
            Varint.write(out, value);
        }
        writeInstant(out, counters.lastVacuum());
        writeInstant(out, counters.lastAutovacuum());
        writeInstant(out, counters.lastAnalyze());
        writeInstant(out, counters.lastAutoanalyze());
    }

    private static @Nullable TableCounters readCounters(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long[] v = new long[16];
        for (int i = 0; i < v.length; i++) {
            v[i] = Varint.read(in);
        }
        return new TableCounters(
                v[0],
                v[1],
                v[2],
                v[3],
                v[4],
                v[5],
                v[6],
                v[7],
                v[8],
                v[9],
                v[10],
                v[11],
                v[12],
                v[13],
                v[14],
                v[15],
                optionalInstant(in),
                optionalInstant(in),
                optionalInstant(in),
                optionalInstant(in));
    }

    private static void writeLine(DataOutputStream out, LedgerLine line) throws IOException {
        out.writeUTF(line.definitionHash());
        Varint.write(out, line.oid());
        Varint.write(out, line.uses());
        writeInstant(out, line.since());
        Varint.write(out, line.counted().scans());
        writeInstant(out, line.seen());
        Varint.write(out, line.writes());
        Varint.write(out, line.counted().tuplesRead());
        Varint.write(out, line.counted().tuplesFetched());
        Varint.write(out, line.counted().blocksRead());
        Varint.write(out, line.counted().blocksHit());
        out.writeBoolean(line.dropped() != null);
        if (line.dropped() != null) {
            out.writeUTF(line.dropped().name());
            writeInstant(out, line.dropped().at());
        }
        Varint.write(out, line.parentOid() == null ? 0 : line.parentOid());
    }

    /** Hashes of definitions were twice as long when versions 1 and 2 were written. */
    private static String shortened(String hash) {
        return hash.length() <= HASH_LENGTH ? hash : hash.substring(0, HASH_LENGTH);
    }

    /** What version 1 did not keep begins anew: no writes, no blocks. The delta is of one reading and is not kept. */
    private static LedgerLine readLine(DataInputStream in, int version) throws IOException {
        String hash = shortened(in.readUTF());
        long oid = Varint.read(in);
        long uses = Varint.read(in);
        Instant since = instant(in);
        long scans = Varint.read(in);
        Instant seen = instant(in);
        if (version == FIRST) {
            Counted counted = new Counted(scans, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
            return new LedgerLine(hash, oid, null, uses, 0, 0, since, counted, null, seen, null);
        }
        long writes = Varint.read(in);
        Counted counted = new Counted(scans, Varint.read(in), Varint.read(in), Varint.read(in), Varint.read(in));
        Dropped dropped = in.readBoolean() ? new Dropped(in.readUTF(), instant(in)) : null;
        long parent = version <= SECOND ? 0 : Varint.read(in);
        return new LedgerLine(
                hash, oid, parent == 0 ? null : parent, uses, 0, writes, since, counted, null, seen, dropped);
    }

    private static void writeInstant(DataOutputStream out, @Nullable Instant instant) throws IOException {
        out.writeLong(instant == null ? NONE : instant.toEpochMilli());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static @Nullable Instant optionalInstant(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == NONE ? null : Instant.ofEpochMilli(millis);
    }
}
