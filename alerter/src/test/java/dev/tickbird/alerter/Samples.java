package dev.tickbird.alerter;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionDigest;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.common.ActionId;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.NotificationItem;
import dev.tickbird.schemas.notification.NotificationKind;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.proposal.ProposalState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small records for tests. */
public final class Samples {
    public static final InstanceId INSTANCE = InstanceId.of("shop");
    public static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private Samples() {}

    public static Finding finding(String rule, String table, FindingState state) {
        return finding(rule, table, state, Severity.WARNING, null);
    }

    public static Finding finding(
            String rule, String table, FindingState state, Severity severity, @Nullable FindingId cause) {
        return finding(rule, table, state, severity, cause, null);
    }

    /** Of an instance that counts as new until then. */
    public static Finding quiet(String rule, String table, Severity severity, Instant until) {
        return finding(rule, table, FindingState.OPEN, severity, null, until);
    }

    private static Finding finding(
            String rule,
            String table,
            FindingState state,
            Severity severity,
            @Nullable FindingId cause,
            @Nullable Instant quietUntil) {
        Subject subject = Subject.Relation.of("app", "public", table);
        return new Finding(
                Finding.id(rule, INSTANCE, subject),
                1,
                rule,
                severity,
                state,
                INSTANCE,
                "shop",
                Map.of("env", "prod"),
                null,
                subject,
                rule + " on " + table,
                "It matters.",
                List.of(Measure.of("dead.rows", 4_096, Unit.ROWS).against(100)),
                "Vacuum it.",
                false,
                quietUntil,
                List.of(),
                NOW,
                NOW,
                state == FindingState.RESOLVED ? NOW : null,
                state == FindingState.UNKNOWN ? "no snapshot for 3 minutes" : null,
                cause,
                null,
                List.of("VACUUM public." + table),
                List.of());
    }

    public static Proposal proposal(String table) {
        Finding finding = finding("vacuum.behind", table, FindingState.OPEN);
        Action action = new Analyze("public", table);
        ServerVersion version = ServerVersion.of(180_001);
        ActionTarget target =
                new ActionTarget(INSTANCE, "shop", "127.0.0.1", 5432, version, "app", 5, "1", 1, 7L, null);
        ActionDigest digest = ActionDigest.of(action, target, action.statements(version));
        return new Proposal(
                Proposal.id(finding.id(), 1, digest),
                INSTANCE,
                finding.tags(),
                finding.id(),
                1,
                finding.rule(),
                Severity.WARNING,
                finding.subject(),
                "Analyze public." + table,
                finding.title(),
                action,
                target,
                action.statements(version),
                Risk.LOW,
                action.locks(),
                new Undo.NotNeeded("Nothing is lost."),
                List.of(),
                digest,
                null,
                ProposalState.LIVE,
                null,
                NOW,
                null);
    }

    public static Outcome outcome(ActionId action, String table, ActionState state, Instant at) {
        return new Outcome(
                action,
                INSTANCE,
                "app",
                Finding.id("vacuum.behind", INSTANCE, Subject.Relation.of("app", "public", table)),
                "vacuum.behind",
                new Analyze("public", table),
                "public." + table,
                state,
                1,
                state.rank(),
                null,
                null,
                List.of(Measure.of("relation.size", 2_097_152, Unit.BYTES)),
                List.of(Measure.of("relation.size", 1_048_576, Unit.BYTES)),
                List.of(),
                List.of(),
                null,
                List.of("ann"),
                "executor",
                at,
                null);
    }

    public static ActionId action(String name) {
        return ActionId.from(name);
    }

    public static Notification notification(String title, String text, List<String> statements, int items) {
        NotificationItem item = new NotificationItem(
                "fnd", INSTANCE, Severity.WARNING, "OPEN", title, text, List.of(), statements, "http://localhost/?a&b");
        return new Notification(
                "ntf_1",
                "team",
                "shop:findings:maintenance",
                2,
                NotificationKind.FINDINGS,
                Severity.WARNING,
                false,
                title,
                java.util.Collections.nCopies(items, item),
                0,
                NOW);
    }
}
