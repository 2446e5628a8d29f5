package dev.tickbird.cli.remote;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.BackendIdentity;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Findings and proposals as the analyzer would make them. */
final class Samples {
    private static final ServerVersion V18 = ServerVersion.of(180006);

    private Samples() {}

    static Proposal drop(String index) {
        return proposal(
                new DropIndex("public", index, "orders", DropReason.DUPLICATE, "orders_pkey", null, null), index);
    }

    static Proposal terminate(int pid) {
        return proposal(
                new TerminateBackend("app", new BackendIdentity(pid, now(), null, null, "idle in transaction")),
                "session " + pid);
    }

    static Finding finding(String name, Severity severity) {
        Subject subject = new Subject.Index("app", "public", name, "orders");
        return new Finding(
                Finding.id("index.duplicate", RunningConsole.INSTANCE, subject),
                1,
                "index.duplicate",
                severity,
                FindingState.OPEN,
                RunningConsole.INSTANCE,
                "orders",
                Map.of(),
                "7445",
                subject,
                name + " duplicates orders_pkey",
                "Both index orders (id).",
                List.of(new Measure("index.size", BigDecimal.valueOf(73_400_320), "bytes", null, null)),
                "Drop it.",
                false,
                null,
                List.of(),
                now(),
                now(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private static Proposal proposal(Action action, String object) {
        ActionTarget target = new ActionTarget(
                RunningConsole.INSTANCE, "orders", "db1.invalid", 5432, V18, "app", 16384, "7445", 1, 7L, "hash");
        List<String> statements = action.statements(V18);
        ActionDigest digest = ActionDigest.of(action, target, statements);
        FindingId finding = FindingId.from("index.duplicate", object);
        return new Proposal(
                Proposal.id(finding, 1, digest),
                RunningConsole.INSTANCE,
                Map.of("env", "test"),
                finding,
                1,
                "index.duplicate",
                Severity.WARNING,
                new Subject.Index("app", "public", object, "orders"),
                "Mend " + object,
                object + " duplicates orders_pkey",
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
                now(),
                null);
    }
}
