package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules about sessions share. */
public final class Sessions {
    private static final String IN_TRANSACTION = "idle in transaction";

    private static final Set<String> BACKUPS = Set.of("pg_dump", "pg_dumpall", "pg_basebackup");

    private Sessions() {}

    public static Subject.Session subject(SessionFacts session) {
        return new Subject.Session(
                session.database(),
                Integer.toString(session.pid()),
                session.pid(),
                session.backendStart(),
                session.user(),
                session.application().isEmpty() ? null : session.application());
    }

    /** Who it is, for people. */
    public static String who(SessionFacts session) {
        String application = session.application().isEmpty() ? "" : " (" + session.application() + ")";
        return "session " + session.pid() + " of " + session.user() + application;
    }

    public static boolean idleInTransaction(SessionFacts session) {
        return session.state() != null && session.state().startsWith(IN_TRANSACTION);
    }

    public static boolean client(SessionFacts session) {
        return session.backendType().equals("client backend");
    }

    /**
     * Whether it says that it makes a backup: the leader of a parallel pg_dump is idle in its transaction for hours, and ending it
     * ends the backup.
     */
    public static boolean backup(SessionFacts session) {
        return BACKUPS.contains(session.application());
    }

    /** Time since an instant of the server's clock; zero when it is not known or lies ahead. */
    public static Duration age(@Nullable Instant since, Instant now) {
        return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    /** What ends the session's hold: an idle one can only be terminated, a running statement can be cancelled. */
    public static Action release(SessionFacts session) {
        BackendIdentity backend = new BackendIdentity(
                session.pid(),
                session.backendStart(),
                session.transactionStart(),
                session.queryStart(),
                session.state());
        return idleInTransaction(session)
                ? new TerminateBackend(session.database(), backend)
                : new CancelBackend(session.database(), backend);
    }

    public static ObjectIdentity identity(ActivityCase facts, SessionFacts session) {
        String database = session.database() == null ? "postgres" : session.database();
        var known = facts.instance().facts();
        long oid = known == null
                ? 0
                : known.databases().stream()
                        .filter(row -> row.name().equals(database))
                        .mapToLong(DatabaseFacts::oid)
                        .findFirst()
                        .orElse(0);
        return new ObjectIdentity(database, oid, null, null);
    }

    /** Everybody who waits for this process, directly or behind others. */
    public static List<SessionFacts> waitingFor(int pid, ActivitySnapshot activity) {
        Set<Integer> reached = new HashSet<>(Set.of(pid));
        Deque<Integer> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            int blocker = open.pop();
            for (SessionFacts session : activity.sessions()) {
                if (session.blockedBy().contains(blocker) && reached.add(session.pid())) {
                    open.push(session.pid());
                }
            }
        }
        return activity.sessions().stream()
                .filter(session -> session.pid() != pid && reached.contains(session.pid()))
                .toList();
    }
}
