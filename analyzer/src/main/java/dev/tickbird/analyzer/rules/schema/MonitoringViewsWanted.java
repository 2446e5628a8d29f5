package dev.tickbird.analyzer.rules.schema;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.DatabaseCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.MonitoringView;
import dev.tickbird.schemas.action.RemoveMonitoringViews;
import dev.tickbird.schemas.action.StatementsSource;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.fleet.MonitoringViews;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.MonitoringSchema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the views that the fleet file wants for people are in a database as it wants them. */
@AutoService(Rule.class)
public final class MonitoringViewsWanted implements Rule.OfDatabase {
    private static final String STATEMENTS = "pg_stat_statements";

    private static final RuleInfo INFO = RuleInfo.of(
            "schema.monitoring-views",
            "A database without the monitoring views that the fleet file wants there (monitoringViews), with those of another"
                    + " version of Tickbird, PostgreSQL or pg_stat_statements, or with those that are to go.",
            "Instances for which the fleet file says nothing of them, and standbys.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(DatabaseCase facts, Thresholds thresholds) {
        TargetSpec target = facts.instance().target();
        MonitoringViews wish = target == null ? null : target.monitoringViews();
        MonitoringSchema seen = facts.monitoring();
        if (wish == null || seen == null || !seen.name().equals(wish.schema()) || standby(facts)) {
            return List.of();
        }
        return (wish.remove() ? removal(facts, seen) : installation(facts, seen))
                .<List<Verdict>>map(List::of)
                .orElse(List.of());
    }

    private static boolean standby(DatabaseCase facts) {
        InstanceFacts server = facts.instance().facts();
        return server != null && server.inRecovery();
    }

    private static @Nullable StatementsSource statements(DatabaseCase facts, MonitoringSchema seen) {
        String version = facts.extensions().get(STATEMENTS);
        String schema = seen.statementsSchema();
        return version == null || schema == null || !StatementsSource.readable(version)
                ? null
                : new StatementsSource(schema, version);
    }

    private static Optional<Verdict> removal(DatabaseCase facts, MonitoringSchema seen) {
        if (!seen.ours() && seen.views().isEmpty()) {
            return Optional.empty();
        }
        boolean empty = seen.others().isEmpty();
        return Optional.of(Problems.about(subject(facts))
                .level(Severity.INFO)
                .title("the monitoring views of " + facts.database() + " are to go")
                .explanation("The fleet file wants them removed from the schema " + seen.name() + "."
                        + (empty ? "" : " The schema stays, for it holds what is not ours: " + others(seen) + "."))
                .remedy("Drop the views" + (empty ? " and their schema." : "."))
                .action(new RemoveMonitoringViews(seen.name(), statements(facts, seen), empty), facts.identity())
                .build());
    }

    private static Optional<Verdict> installation(DatabaseCase facts, MonitoringSchema seen) {
        StatementsSource statements = statements(facts, seen);
        if (facts.instance().version() == null || complete(facts, seen, statements)) {
            return Optional.empty();
        }
        boolean foreign =
                (seen.comment() != null && !seen.ours()) || !seen.others().isEmpty();
        return Optional.of(foreign ? occupied(facts, seen) : wanted(facts, seen, statements));
    }

    private static boolean complete(DatabaseCase facts, MonitoringSchema seen, @Nullable StatementsSource statements) {
        var version = facts.instance().version();
        return version != null
                && seen.views().containsAll(MonitoringView.names())
                && MonitoringView.schemaComment(version, statements).equals(seen.comment());
    }

    private static Verdict occupied(DatabaseCase facts, MonitoringSchema seen) {
        return Problems.about(subject(facts))
                .level(Severity.INFO)
                .title("the schema " + seen.name() + " of " + facts.database() + " is not free for monitoring views")
                .explanation(
                        seen.others().isEmpty()
                                ? "By its comment it was made for something else."
                                : "It holds what is not ours: " + others(seen) + ".")
                .remedy("Name another schema in the fleet file (monitoringViews.schema), or empty this one.")
                .build();
    }

    private static Verdict wanted(DatabaseCase facts, MonitoringSchema seen, @Nullable StatementsSource statements) {
        boolean old = seen.ours();
        return Problems.about(subject(facts))
                .level(Severity.INFO)
                .title(
                        old
                                ? "the monitoring views of " + facts.database() + " are not those of this version"
                                : facts.database() + " has no monitoring views")
                .explanation("The fleet file wants them in the schema " + seen.name() + "."
                        + (statements == null
                                ? " pg_stat_statements is not installed in this database, so slow_queries will be empty."
                                : ""))
                .remedy(old ? "Make them anew." : "Install them; the executor's login needs CREATE on the database.")
                .action(new InstallMonitoringViews(seen.name(), statements, seen.exists()), facts.identity())
                .build();
    }

    private static Subject subject(DatabaseCase facts) {
        return new Subject.Database(facts.database());
    }

    private static String others(MonitoringSchema seen) {
        return String.join(", ", seen.others());
    }
}
