package dev.tickbird.analyzer.rules.vacuum;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.ServerParameter;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.Setting;
import dev.tickbird.schemas.snapshot.TableKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Autovacuum that was switched off: for the whole server, or for one table and forgotten. */
@AutoService(Rule.class)
public final class AutovacuumOff implements Rule.OfTable, Rule.OfFacts {
    private static final String SETTINGS = "instance.settings";
    private static final String MIN_ROWS = "min-rows";

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.autovacuum-off",
            "Autovacuum is off: for the server, by autovacuum or track_counts, or for a table, by autovacuum_enabled.",
            "Small tables, and single tables where it is off for the whole server anyway.",
            Threshold.number(MIN_ROWS, 10_000, Unit.ROWS, "smaller tables are left alone"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        double rows = facts.rows();
        if (!VacuumThresholds.offForTable(facts.table())
                || !VacuumThresholds.onServer(facts.instance())
                || rows < thresholds.number(MIN_ROWS)
                || facts.table().kind() == TableKind.PARTITIONED_TABLE
                || facts.table().extension() != null) {
            return List.of();
        }
        String written = facts.table().storage().options().get("autovacuum_enabled");
        return List.of(Problems.about(facts.subject())
                .level(Severity.WARNING)
                .title("autovacuum is off for " + facts.subject().label())
                .explanation(
                        "No dead row is removed and no statistics are renewed unless somebody does it by hand; before"
                                + " transaction ids wrap around autovacuum comes all the same, at a bad time.")
                .evidence(Measure.of("table.rows", Math.round(rows), Unit.ROWS).against(thresholds.number(MIN_ROWS)))
                .remedy("Switch it on again.")
                .action(
                        new SetTableStorage(
                                facts.table().schema(),
                                facts.table().name(),
                                List.of(new OptionChange("autovacuum_enabled", written, null))),
                        facts.identity())
                .build());
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        Map<String, Setting> settings = facts.facts().settings();
        if (settings.isEmpty()) {
            return facts.gap(SETTINGS)
                    .map(gap -> new Verdict.Unknown(new Subject.Instance(), gap.reason(), gap.fix()))
                    .map(List::<Verdict>of)
                    .orElse(List.of());
        }
        return Stream.of("track_counts", "autovacuum")
                .filter(name -> off(settings.get(name)))
                .findFirst()
                .map(name -> List.of(offOnServer(ServerParameter.of(facts, name, "on"))))
                .orElse(List.of());
    }

    private static boolean off(@Nullable Setting setting) {
        return setting != null && setting.value().equals("off") && !setting.ownToLogin();
    }

    private static Verdict offOnServer(ServerParameter parameter) {
        String name = parameter.name();
        Problems problem = Problems.about(new Subject.Instance())
                .level(Severity.CRITICAL)
                .title("autovacuum is off on the server (" + name + " = off)")
                .explanation(
                        "No table is vacuumed or analyzed by itself: tables and indexes bloat, plans rest on old statistics,"
                                + " and transaction ids are only frozen when they are about to run out.")
                .remedy(parameter.words());
        parameter
                .changeable()
                .ifPresent(from -> problem.action(
                        new SetParameter(null, name, from, parameter.to()),
                        parameter.facts().server()));
        return problem.build();
    }
}
