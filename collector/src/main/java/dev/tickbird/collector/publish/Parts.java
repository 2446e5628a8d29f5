package dev.tickbird.collector.publish;

import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import dev.tickbird.schemas.snapshot.SessionFacts;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.wire.Codec;
import java.util.ArrayList;
import java.util.List;

/** Cuts a snapshot into parts that each stay under the largest record. Small lists travel in the first part. */
public final class Parts {
    /** A record stays under 900 KB before compression; this leaves room for the header and its gaps. */
    static final int LIMIT = 900_000;

    private final int limit;

    public Parts() {
        this(LIMIT);
    }

    Parts(int limit) {
        this.limit = limit;
    }

    public List<RelationsSnapshot> of(RelationsSnapshot whole) {
        RelationsSnapshot empty = relations(whole, whole.header(), List.of(), List.of());
        List<List<TableDocument>> tables = split(whole.tables(), room(empty));
        List<List<SequenceDocument>> sequences = split(whole.sequences(), room(empty));
        boolean together = tables.size() == 1 && sequences.size() == 1 && Codec.encode(whole).length <= limit;
        if (together) {
            return List.of(whole);
        }
        int n = tables.size() + sequences.size();
        List<RelationsSnapshot> parts = new ArrayList<>();
        for (List<TableDocument> some : tables) {
            parts.add(relations(whole, part(whole.header(), parts.size() + 1, n), some, List.of()));
        }
        for (List<SequenceDocument> some : sequences) {
            parts.add(relations(whole, part(whole.header(), parts.size() + 1, n), List.of(), some));
        }
        return parts;
    }

    private static RelationsSnapshot relations(
            RelationsSnapshot whole,
            SnapshotHeader header,
            List<TableDocument> tables,
            List<SequenceDocument> sequences) {
        return new RelationsSnapshot(
                header,
                whole.databaseOid(),
                whole.statsReset(),
                whole.extensions(),
                tables,
                sequences,
                header.part() == 1 ? whole.monitoring() : null,
                header.part() == 1 ? whole.removed() : List.of());
    }

    public List<StatementsSnapshot> of(StatementsSnapshot whole) {
        StatementsSnapshot empty = statements(whole, whole.header(), List.of());
        List<List<StatementCounters>> statements = split(whole.statements(), room(empty));
        List<StatementsSnapshot> parts = new ArrayList<>();
        for (List<StatementCounters> some : statements) {
            parts.add(statements(whole, part(whole.header(), parts.size() + 1, statements.size()), some));
        }
        return parts;
    }

    private static StatementsSnapshot statements(
            StatementsSnapshot whole, SnapshotHeader header, List<StatementCounters> some) {
        return new StatementsSnapshot(
                header,
                whole.extensionVersion(),
                whole.statsReset(),
                whole.evictions(),
                some,
                header.part() == 1 ? whole.other() : null);
    }

    public List<ActivitySnapshot> of(ActivitySnapshot whole) {
        ActivitySnapshot empty = activity(whole, whole.header(), List.of());
        List<List<SessionFacts>> sessions = split(whole.sessions(), room(empty));
        List<ActivitySnapshot> parts = new ArrayList<>();
        for (List<SessionFacts> some : sessions) {
            parts.add(activity(whole, part(whole.header(), parts.size() + 1, sessions.size()), some));
        }
        return parts;
    }

    private static ActivitySnapshot activity(ActivitySnapshot whole, SnapshotHeader header, List<SessionFacts> some) {
        boolean first = header.part() == 1;
        return new ActivitySnapshot(
                header,
                some,
                first ? whole.preparedTransactions() : List.of(),
                first ? whole.horizonHolders() : List.of(),
                first ? whole.progress() : List.of());
    }

    /** What a part without its list leaves free. */
    private int room(Object empty) {
        return limit - Codec.encode(empty).length;
    }

    /** At least one list, none larger than the room unless a single element is. */
    private static <T> List<List<T>> split(List<T> all, int room) {
        List<List<T>> lists = new ArrayList<>();
        List<T> list = new ArrayList<>();
        long size = 0;
        for (T element : all) {
            int bytes = Codec.encode(element).length + 1;
            if (!list.isEmpty() && size + bytes > room) {
                lists.add(list);
                list = new ArrayList<>();
                size = 0;
            }
            list.add(element);
            size += bytes;
        }
        lists.add(list);
        return lists;
    }

    private static SnapshotHeader part(SnapshotHeader header, int part, int parts) {
        return new SnapshotHeader(
                header.instance(),
                header.cluster(),
                header.systemIdentifier(),
                header.timeline(),
                header.serverVersion(),
                header.postmasterStart(),
                header.session(),
                header.snapshot(),
                header.kind(),
                header.sequence(),
                part,
                parts,
                header.database(),
                header.takenAt(),
                part == 1 ? header.costMillis() : 0,
                header.gaps());
    }
}
