package dev.tickbird.collector.probe;

import dev.tickbird.postgres.CredentialException;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.Reachability;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SnapshotKind;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four streams of snapshots, and how a reading becomes one of them. */
public final class Streams {
    public static final String INSTANCE = "instance";
    public static final String RELATIONS = "relations";
    public static final String STATEMENTS = "statements";
    public static final String ACTIVITY = "activity";

    private Streams() {}

    /** Everything of one database. */
    public static RelationsSnapshot relations(
            SnapshotSession session, SnapshotKind kind, Reading<RelationsContent> reading) {
        RelationsContent content = reading.content();
        return new RelationsSnapshot(
                session.header(RELATIONS, kind, content.database(), reading),
                content.databaseOid(),
                content.statsReset(),
                content.extensions(),
                content.tables(),
                content.sequences(),
                content.monitoring(),
                List.of());
    }

    public static StatementsSnapshot statements(
            SnapshotSession session, SnapshotKind kind, Reading<?> reading, StatementsContent content) {
        return new StatementsSnapshot(
                session.header(STATEMENTS, kind, null, reading),
                content.extensionVersion(),
                content.statsReset(),
                content.evictions(),
                content.statements(),
                content.other());
    }

    public static ActivitySnapshot activity(SnapshotSession session, Reading<ActivityContent> reading) {
        ActivityContent content = reading.content();
        return new ActivitySnapshot(
                session.header(ACTIVITY, SnapshotKind.FULL, null, reading),
                content.sessions(),
                content.preparedTransactions(),
                content.horizonHolders(),
                content.progress());
    }

    /** Why a server was not reached, for people. */
    public static Reachability reachability(Throwable failure) {
        PostgresFailure kind = PostgresFailure.of(failure);
        String credential = credentialMessage(failure);
        return credential == null
                ? Reachability.no(kind.code(), kind.sentence(), kind.fix().orElse(null))
                : Reachability.no(kind.code(), credential, kind.fix().orElse(null));
    }

    /** That one database could not be read. */
    public static Gap databaseGap(String database, Exception failure) {
        PostgresFailure kind = PostgresFailure.of(failure);
        return new Gap(RELATIONS, database, kind.sentence(), kind.fix().orElse(null));
    }

    /** Ours to write, and without secrets: it names the reference and the line to add. */
    private static @Nullable String credentialMessage(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof CredentialException) {
                return cause.getMessage();
            }
            cause = cause.getCause();
        }
        return null;
    }
}
