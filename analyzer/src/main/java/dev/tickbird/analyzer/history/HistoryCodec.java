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
 * A table's history in few bytes: the changelog is the analyzer's largest cost. The first byte is the version; a newer one than
 * this code knows refuses to be read.
 */
public final class HistoryCodec {
    private static final int VERSION = 2;
    private static final long NONE = Long.MIN_VALUE;

    private HistoryCodec() {}

    public static byte[] encode(TableHistory history) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writeInstant(out, history.at());
            out.writeInt(history.epoch());
            write(out, history.parentOid() == null ? 0 : history.parentOid());
            out.writeDouble(history.rows());
            writeCounters(out, history.counters());
            write(out, history.ledger().size());
            for (LedgerLine line : history.ledger()) {
                writeLine(out, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static TableHistory decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version < 1 || version > VERSION) {
                throw new IllegalStateException(
                        "table history of version " + version + ": this analyzer knows up to " + VERSION);
            }
            Instant at = instant(in);
            int epoch = in.readInt();
            long parent = read(in);
            double rows = in.readDouble();
            TableCounters counters = readCounters(in);
            int lines = (int) read(in);
            List<LedgerLine> ledger = new ArrayList<>(lines);
            for (int i = 0; i < lines; i++) {
                ledger.add(readLine(in, version));
            }
            return new TableHistory(at, epoch, parent == 0 ? null : parent, rows, counters, ledger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            write(out, value);
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
            v[i] = read(in);
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
        write(out, line.oid());
        write(out, line.uses());
        writeInstant(out, line.since());
        write(out, line.counted().scans());
        writeInstant(out, line.seen());
        write(out, line.writes());
        write(out, line.counted().tuplesRead());
        write(out, line.counted().tuplesFetched());
        write(out, line.counted().blocksRead());
        write(out, line.counted().blocksHit());
        out.writeBoolean(line.dropped() != null);
        if (line.dropped() != null) {
            out.writeUTF(line.dropped().name());
            writeInstant(out, line.dropped().at());
        }
    }

    /** What version 1 did not keep begins anew: no writes, no blocks. The delta is of one reading and is not kept. */
    private static LedgerLine readLine(DataInputStream in, int version) throws IOException {
        String hash = in.readUTF();
        long oid = read(in);
        long uses = read(in);
        Instant since = instant(in);
        long scans = read(in);
        Instant seen = instant(in);
        if (version == 1) {
            Counted counted = new Counted(scans, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
            return new LedgerLine(hash, oid, uses, 0, 0, since, counted, null, seen, null);
        }
        long writes = read(in);
        Counted counted = new Counted(scans, read(in), read(in), read(in), read(in));
        Dropped dropped = in.readBoolean() ? new Dropped(in.readUTF(), instant(in)) : null;
        return new LedgerLine(hash, oid, uses, 0, writes, since, counted, null, seen, dropped);
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

    /** Seven bits a byte, lowest first; negative numbers take ten bytes. */
    private static void write(DataOutputStream out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long read(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }
}
