package dev.tickbird.analyzer.history;

import dev.tickbird.analyzer.rule.Baseline;
import dev.tickbird.analyzer.rule.Fingerprint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the file of a heap, a TOAST relation or an index.
 *
 * <pre>
 * kept ──built anew──► waiting ──measured and counted──► kept, with the baseline
 *                         └──too much changed, or counters began anew──► kept, with the old baseline if any
 * </pre>
 *
 * @param relation the index's oid, or which of the table's own
 * @param filenode a new one means another file
 * @param pages its size
 * @param writtenBefore rows written to the table up to the last reading before it was built; null while nothing is to be learnt
 * @param baseline what it took for each row when it was built last; null when that is not known
 */
record FileHistory(
        long relation,
        long filenode,
        long pages,
        @Nullable Long writtenBefore,
        @Nullable Baseline baseline) {
    private static final long PAGE = 8192;
    private static final int WAITING = 1;
    private static final int LEARNT = 2;

    long bytes() {
        return pages * PAGE;
    }

    FileHistory waiting(long written) {
        return new FileHistory(relation, filenode, pages, written, baseline);
    }

    /** The same file, nothing to be learnt. */
    FileHistory knowing(@Nullable Baseline learnt) {
        return new FileHistory(relation, filenode, pages, null, learnt);
    }

    void write(DataOutputStream out) throws IOException {
        Varint.write(out, relation);
        Varint.write(out, filenode);
        Varint.write(out, pages);
        out.writeByte((writtenBefore == null ? 0 : WAITING) | (baseline == null ? 0 : LEARNT));
        if (writtenBefore != null) {
            Varint.write(out, writtenBefore);
        }
        if (baseline != null) {
            out.writeFloat(baseline.bytesPerRow());
            out.writeFloat(baseline.fingerprint().perRow());
            out.writeFloat(baseline.fingerprint().nulls());
            out.writeFloat(baseline.fingerprint().sharing());
        }
    }

    static FileHistory read(DataInputStream in) throws IOException {
        long relation = Varint.read(in);
        long filenode = Varint.read(in);
        long pages = Varint.read(in);
        int state = in.readUnsignedByte();
        Long writtenBefore = (state & WAITING) == 0 ? null : Varint.read(in);
        Baseline baseline = (state & LEARNT) == 0
                ? null
                : new Baseline(in.readFloat(), new Fingerprint(in.readFloat(), in.readFloat(), in.readFloat()));
        return new FileHistory(relation, filenode, pages, writtenBefore, baseline);
    }
}
