package dev.tickbird.console;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.Window;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.fleet.Schedule;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Findings and proposals as the analyzer would make them. */
public final class Proposals {
    public static final InstanceId INSTANCE = InstanceId.of("orders");
    private static final ServerVersion V18 = ServerVersion.of(180006);

    private Proposals() {}

    public static Proposal low(String table, Instant now) {
        return proposal(new Analyze("public", table), table, now);
    }

    public static Proposal medium(String index, Instant now) {
        return proposal(
                new DropIndex("public", index, "orders", DropReason.DUPLICATE, "orders_pkey", null, null), index, now);
    }

    public static Proposal high(int pid, Instant now) {
        return proposal(
                new TerminateBackend("app", new BackendIdentity(pid, now, null, null, "idle in transaction")),
                "session-" + pid,
                now);
    }

    /** The same finding with another size, as it was seen then. */
    public static Finding seen(Finding finding, Instant at, long size) {
        return at(finding, FindingState.OPEN, at, null, size);
    }

    /** The same finding when it was over. */
    public static Finding resolved(Finding finding, Instant at) {
        return at(finding, FindingState.RESOLVED, at, at, 0);
    }

    private static Finding at(
            Finding finding, FindingState state, Instant seen, @Nullable Instant resolved, long size) {
        return new Finding(
                finding.id(),
                finding.episode(),
                finding.rule(),
                finding.severity(),
                state,
                finding.instance(),
                finding.cluster(),
                finding.tags(),
                finding.systemIdentifier(),
                finding.subject(),
                finding.title(),
                finding.explanation(),
                List.of(Measure.of("index.size", size, "bytes")),
                finding.remedy(),
                false,
                null,
                List.of(),
                finding.since(),
                seen,
                resolved,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    public static Finding finding(String rule, Severity severity, String name, Instant now) {
        Subject subject = new Subject.Index("app", "public", name, "orders");
        return new Finding(
                Finding.id(rule, INSTANCE, subject),
                1,
                rule,
                severity,
                FindingState.OPEN,
                INSTANCE,
                "orders",
                Map.of("env", "test"),
                "7445",
                subject,
                name + " duplicates orders_pkey",
                "Both index orders (id).",
                List.of(new Measure("index.size", BigDecimal.valueOf(73_400_320), "bytes", null, null)),
                "Drop it.",
                false,
                null,
                List.of(),
                now,
                now,
                null,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    /** A run of a schedule. */
    public static Proposal due(String schedule, String table, Window window) {
        Subject subject = new Subject.Schedule("app", "public", schedule, table);
        Instant due = Objects.requireNonNull(window.notBefore());
        return proposal(new Analyze("public", table), Schedule.DUE_RULE, subject, due, window);
    }

    private static Proposal proposal(Action action, String object, Instant now) {
        Subject subject = new Subject.Index("app", "public", object, "orders");
        return proposal(action, "index.duplicate", subject, now, null);
    }

    private static Proposal proposal(
            Action action, String rule, Subject subject, Instant now, @Nullable Window window) {
        ActionTarget target =
                new ActionTarget(INSTANCE, "orders", "db1", 5432, V18, "app", 16384, "7445", 1, 7L, "hash");
        List<String> statements = action.statements(V18);
        ActionDigest digest = ActionDigest.of(action, target, statements);
        FindingId finding = Finding.id(rule, INSTANCE, subject);
        return new Proposal(
                Proposal.id(finding, 1, digest),
                INSTANCE,
                Map.of("env", "test"),
                finding,
                1,
                rule,
                Severity.WARNING,
                subject,
                "Mend " + object(subject),
                object(subject) + " duplicates orders_pkey",
                action,
                target,
                statements,
                action.risk(),
                action.locks(),
                action.undo(),
                List.of(new Measure("disk", BigDecimal.valueOf(73_400_320), "bytes", null, null)),
                digest,
                null,
                ProposalState.LIVE,
                null,
                now,
                window);
    }

    private static String object(Subject subject) {
        return subject instanceof Subject.Index index ? index.name() : subject.label();
    }
}
