package dev.tickbird.schemas.contract;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.decision.DecisionClaims;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.decision.StandingRevocation;
import dev.tickbird.schemas.execution.AuditEntry;
import dev.tickbird.schemas.execution.ChainHead;
import dev.tickbird.schemas.execution.JournalEntry;
import dev.tickbird.schemas.execution.Order;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.execution.Rehearsal;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.ConfigRecord;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.PauseLift;
import dev.tickbird.schemas.fleet.TargetRemoval;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.notification.Alert;
import dev.tickbird.schemas.notification.Delivery;
import dev.tickbird.schemas.notification.Notification;
import dev.tickbird.schemas.notification.Silence;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.IndexUsage;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.wire.Signed;
import dev.tickbird.schemas.wire.Tick;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every document that leaves a process, by the name of its schema: values of topics, payloads under a signature, reports. */
final class Contract {
    static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    static final Path GOLDEN = Path.of("src/test/resources/golden");
    static final Map<String, Class<?>> TYPES = types();

    private Contract() {}

    static Path schema(String name) {
        return SCHEMAS.resolve(name).resolve("v1.json");
    }

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        types.put("signed", Signed.class);
        types.put("config-record", ConfigRecord.class);
        types.put("tick", Tick.class);
        types.put("instance-snapshot", InstanceSnapshot.class);
        types.put("relations-snapshot", RelationsSnapshot.class);
        types.put("statements-snapshot", StatementsSnapshot.class);
        types.put("activity-snapshot", ActivitySnapshot.class);
        types.put("finding", Finding.class);
        types.put("overlay", Overlay.class);
        types.put("proposal", Proposal.class);
        types.put("decision", Decision.class);
        types.put("journal-entry", JournalEntry.class);
        types.put("progress", Progress.class);
        types.put("rehearsal", Rehearsal.class);
        types.put("outcome", Outcome.class);
        types.put("notification", Notification.class);
        types.put("alert", Alert.class);
        types.put("delivery", Delivery.class);
        types.put("silence", Silence.class);
        types.put("audit-entry", AuditEntry.class);
        payloads(types);
        return Collections.unmodifiableMap(types);
    }

    private static void payloads(Map<String, Class<?>> types) {
        types.put("target", TargetSpec.class);
        types.put("target-removal", TargetRemoval.class);
        types.put("index-usage", IndexUsage.class);
        types.put("plan-question", PlanQuestion.class);
        types.put("plan-answer", PlanAnswer.class);
        types.put("fleet-policy", FleetPolicy.class);
        types.put("pause-lift", PauseLift.class);
        types.put("order", Order.class);
        types.put("decision-claims", DecisionClaims.class);
        types.put("standing-approval", StandingApproval.class);
        types.put("standing-revocation", StandingRevocation.class);
        types.put("chain-head", ChainHead.class);
        types.put("action", Action.class);
        types.put("check-report", CheckReport.class);
    }
}
