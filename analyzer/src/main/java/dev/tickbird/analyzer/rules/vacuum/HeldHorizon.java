package dev.tickbird.analyzer.rules.vacuum;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Sessions;
import dev.tickbird.analyzer.rule.Slots;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.HorizonHolder;
import dev.tickbird.schemas.snapshot.HorizonHolderKind;
import dev.tickbird.schemas.snapshot.ProgressFacts;
import dev.tickbird.schemas.snapshot.SessionFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What keeps dead rows from being removed: the cause behind bloat and waiting vacuums. */
@AutoService(Rule.class)
public final class HeldHorizon implements Rule.OfActivity {
    private static final String WARNING_AFTER = "warning-after";
    private static final String WARNING_PERCENT = "warning-percent";
    private static final String CRITICAL_PERCENT = "critical-percent";

    private static final String BACKUP =
            "It is a backup: let it end. If it holds the horizon for hours every day, take a physical one instead, or dump a standby.";

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.horizon",
            "The oldest session, prepared transaction, slot or standby that holds the XID horizon back, one for each database"
                    + " it holds back.",
            "Vacuums themselves, and holders that are young in time and in transactions.",
            Threshold.duration(WARNING_AFTER, Duration.ofMinutes(30), "age in time from which it is a warning"),
            Threshold.number(
                    WARNING_PERCENT, 10, Unit.PERCENT, "age in transactions, as a share of autovacuum_freeze_max_age"),
            Threshold.number(CRITICAL_PERCENT, 50, Unit.PERCENT, "the same, from which it is critical"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(ActivityCase facts, Thresholds thresholds) {
        Set<String> vacuums = facts.activity().progress().stream()
                .filter(row -> row.command().equals("vacuum"))
                .map(ProgressFacts::pid)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (HorizonHolder holder : facts.activity().horizonHolders()) {
            boolean vacuum = holder.kind() == HorizonHolderKind.SESSION && vacuums.contains(holder.id());
            String scope = holder.catalogOnly() ? "catalog" : String.valueOf(holder.database());
            if (!vacuum && !seen.contains(scope)) {
                Optional<Verdict> verdict = evaluate(facts, holder, thresholds);
                verdict.ifPresent(found -> {
                    seen.add(scope);
                    verdicts.add(found);
                });
            }
        }
        return verdicts;
    }

    private static Optional<Verdict> evaluate(ActivityCase facts, HorizonHolder holder, Thresholds thresholds) {
        double freezeMaxAge = facts.instance().setting("autovacuum_freeze_max_age", 200_000_000);
        double percent = 100.0 * holder.age() / freezeMaxAge;
        Duration held = Sessions.age(holder.since(), facts.at());
        boolean old = held.compareTo(thresholds.duration(WARNING_AFTER)) >= 0;
        if (!old && percent < thresholds.number(WARNING_PERCENT)) {
            return Optional.empty();
        }
        Optional<SessionFacts> session = session(facts, holder);
        if (holder.kind() == HorizonHolderKind.SESSION && session.isEmpty()) {
            return Optional.empty();
        }
        Severity severity = percent >= thresholds.number(CRITICAL_PERCENT) ? Severity.CRITICAL : Severity.WARNING;
        Problems problem = Problems.about(subject(holder, session))
                .level(severity)
                .since(holder.since())
                .title(name(holder, session) + " holds the XID horizon")
                .explanation("Rows deleted or updated since then cannot be removed by any vacuum"
                        + (holder.catalogOnly()
                                ? " of the system catalogs"
                                : holder.database() == null ? "" : " in database " + holder.database())
                        + ": tables and indexes bloat until it ends.")
                .evidence(Measure.of(HorizonCause.AGE, holder.age(), Unit.TRANSACTIONS)
                        .against(freezeMaxAge * thresholds.number(WARNING_PERCENT) / 100))
                .evidence(Measure.of("horizon.held", held.toSeconds(), Unit.SECONDS)
                        .against(thresholds.duration(WARNING_AFTER).toSeconds()))
                .remedy(session.filter(Sessions::backup).isPresent() ? BACKUP : remedy(holder));
        if (holder.kind() == HorizonHolderKind.SLOT) {
            problem.causedBy(
                    Slots.abandoned(facts.instance(), holder.id(), facts.at()).orElse(null));
        }
        session.filter(found -> Sessions.client(found) && !Sessions.backup(found))
                .ifPresent(found -> problem.action(Sessions.release(found), Sessions.identity(facts, found)));
        return Optional.of(problem.build());
    }

    private static Optional<SessionFacts> session(ActivityCase facts, HorizonHolder holder) {
        return holder.kind() == HorizonHolderKind.SESSION
                ? facts.activity().sessions().stream()
                        .filter(row -> Integer.toString(row.pid()).equals(holder.id()))
                        .findFirst()
                : Optional.empty();
    }

    private static Subject subject(HorizonHolder holder, Optional<SessionFacts> session) {
        return switch (holder.kind()) {
            case SESSION -> Sessions.subject(session.orElseThrow());
            case PREPARED_TRANSACTION ->
                new Subject.PreparedTransaction(holder.database() == null ? "" : holder.database(), holder.id());
            case SLOT -> new Subject.Slot(holder.id());
            case STANDBY -> new Subject.Standby(holder.id());
        };
    }

    private static String name(HorizonHolder holder, Optional<SessionFacts> session) {
        return session.map(Sessions::who)
                .orElseGet(() -> subject(holder, session).label());
    }

    private static String remedy(HorizonHolder holder) {
        return switch (holder.kind()) {
            case SESSION -> "End the transaction: best in the application, else cancel or terminate the session.";
            case PREPARED_TRANSACTION ->
                "Ask its owner, then COMMIT PREPARED or ROLLBACK PREPARED it: a rollback loses its work.";
            case SLOT -> "Let its consumer catch up, or drop the slot if it is gone: dropping breaks the consumer.";
            case STANDBY ->
                "End the long query on the standby, or switch hot_standby_feedback off there and accept cancelled queries.";
        };
    }
}
