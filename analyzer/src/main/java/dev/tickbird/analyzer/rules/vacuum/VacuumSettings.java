package dev.tickbird.analyzer.rules.vacuum;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.ServerParameter;
import dev.tickbird.analyzer.rule.StorageOptions;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.OptionChange;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.TableKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Settings of autovacuum that do not fit the size of what it has to keep clean. */
@AutoService(Rule.class)
public final class VacuumSettings implements Rule.OfFacts, Rule.OfTable {
    private static final String LARGE_TABLE = "large-table-bytes";
    private static final String LARGE_SCALE = "large-scale-factor";
    private static final String LARGE_SERVER = "large-server-bytes";
    private static final String ROUND_HOURS = "round-hours";
    private static final String NAPTIME = "naptime-seconds";
    private static final String NAPTIME_SETTING = "autovacuum_naptime";
    private static final String MEMORY = "memory-bytes";
    private static final String WORKERS = "workers";
    private static final String SCALE_FACTOR = "autovacuum_vacuum_scale_factor";
    private static final String SMALL_SHARE = "0.01";
    private static final String SIZES = "instance.sizes";
    private static final int RADIX_TREES_SINCE = 17;

    private static final RuleInfo INFO = RuleInfo.of(
            "vacuum.settings",
            "Settings of autovacuum that do not fit the size of the server, and large tables that wait for a share of their rows.",
            "Small servers and tables; it never advises to switch autovacuum off, or its delay for the whole server.",
            Threshold.number(
                    LARGE_TABLE, 10_737_418_240.0, Unit.BYTES, "smaller tables may wait for a share of their rows"),
            Threshold.number(LARGE_SCALE, 0.1, "share", "of a large table's rows, from which it is reported"),
            Threshold.number(LARGE_SERVER, 107_374_182_400.0, Unit.BYTES, "from which workers and memory count"),
            Threshold.number(ROUND_HOURS, 24, "hours", "in which autovacuum may write all databases once"),
            Threshold.number(NAPTIME, 300, Unit.SECONDS, "longer pauses between two rounds are reported"),
            Threshold.number(MEMORY, 134_217_728, Unit.BYTES, "below it, a large server before 17 is reported"),
            Threshold.number(WORKERS, 3, "workers", "fewer on a large server are reported"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(TableCase facts, Thresholds thresholds) {
        double scale = StorageOptions.effective(facts.instance(), facts.table(), SCALE_FACTOR, 0.2);
        if (facts.table().kind() == TableKind.PARTITIONED_TABLE
                || facts.table().extension() != null
                || facts.bytes() < thresholds.number(LARGE_TABLE)
                || scale < thresholds.number(LARGE_SCALE)
                || !VacuumThresholds.enabled(facts.instance(), facts.table())
                || capped(facts, scale)) {
            return List.of();
        }
        double due = VacuumThresholds.dead(facts.instance(), facts.table());
        return List.of(Problems.about(facts.subject())
                .level(Severity.INFO)
                .title(facts.subject().label() + " waits long for each vacuum")
                .explanation("Autovacuum comes after " + Figures.of(Measure.of("dead", Math.round(due), Unit.ROWS))
                        + " are dead: such vacuums are rare and long, and the table grows in between.")
                .evidence(Measure.of("table.bytes", facts.bytes(), Unit.BYTES).against(thresholds.number(LARGE_TABLE)))
                .evidence(Measure.of("table.scale-factor", scale, "share").against(thresholds.number(LARGE_SCALE)))
                .remedy("Let it come after a smaller share of its rows.")
                .action(
                        new SetTableStorage(
                                facts.table().schema(),
                                facts.table().name(),
                                List.of(new OptionChange(
                                        SCALE_FACTOR,
                                        facts.table().storage().options().get(SCALE_FACTOR),
                                        SMALL_SHARE))),
                        facts.identity())
                .build());
    }

    /** Whether a number of rows, not their share, brings autovacuum. */
    private static boolean capped(TableCase facts, double scale) {
        double uncapped = scale * Math.max(0, facts.table().storage().tuples());
        return VacuumThresholds.dead(facts.instance(), facts.table()) < uncapped;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        if (!VacuumThresholds.onServer(facts.instance())) {
            return List.of();
        }
        List<Long> sizes = facts.facts().databases().stream()
                .map(DatabaseFacts::sizeBytes)
                .filter(Objects::nonNull)
                .toList();
        if (sizes.isEmpty()) {
            return facts.gap(SIZES).map(VacuumSettings::unknown).map(List::of).orElse(List.of());
        }
        double bytes = sizes.stream().mapToDouble(Long::doubleValue).sum();
        List<Verdict> verdicts = new ArrayList<>();
        naptime(facts, thresholds, verdicts);
        budget(facts.instance(), bytes, thresholds, verdicts);
        if (bytes >= thresholds.number(LARGE_SERVER)) {
            workers(facts.instance(), bytes, thresholds, verdicts);
            memory(facts.instance(), bytes, thresholds, verdicts);
        }
        return verdicts;
    }

    private static Verdict unknown(Gap gap) {
        return new Verdict.Unknown(new Subject.Instance(), gap.reason(), gap.fix());
    }

    private static void naptime(FactsCase facts, Thresholds thresholds, List<Verdict> verdicts) {
        double seconds = facts.instance().setting(NAPTIME_SETTING, 60);
        if (seconds > thresholds.number(NAPTIME)) {
            ServerParameter minute = ServerParameter.of(facts, NAPTIME_SETTING, "60s");
            Problems problem = about(NAPTIME_SETTING, Severity.WARNING)
                    .title("autovacuum looks around only every " + Figures.span(Duration.ofSeconds((long) seconds)))
                    .explanation("A table that changes much waits that long before anything begins, and small ones that"
                            + " change all the time bloat.")
                    .evidence(Measure.of("autovacuum.naptime", seconds, Unit.SECONDS)
                            .against(thresholds.number(NAPTIME)))
                    .remedy(minute.words());
            minute.changeable()
                    .ifPresent(from ->
                            problem.action(new SetParameter(null, minute.name(), from, minute.to()), facts.server()));
            verdicts.add(problem.build());
        }
    }

    /** Dirty pages are what a vacuum's pauses are mostly for. */
    private static void budget(InstanceView instance, double bytes, Thresholds thresholds, List<Verdict> verdicts) {
        double delay = own(instance, "autovacuum_vacuum_cost_delay", "vacuum_cost_delay", 2);
        double limit = own(instance, "autovacuum_vacuum_cost_limit", "vacuum_cost_limit", 200);
        double page = instance.setting("vacuum_cost_page_dirty", 20);
        if (delay <= 0 || page <= 0) {
            return;
        }
        double perSecond = limit / page * instance.setting("block_size", 8192) * 1000 / delay;
        double hours = bytes / perSecond / 3600;
        if (hours > thresholds.number(ROUND_HOURS)) {
            verdicts.add(about("autovacuum_vacuum_cost_limit", Severity.WARNING)
                    .title("autovacuum may write only " + Figures.bytes(perSecond) + " a second")
                    .explanation("All workers share that. To write " + Figures.bytes(bytes)
                            + " once, as against wraparound, takes " + Math.round(hours / 24) + " days at best.")
                    .evidence(Measure.of("autovacuum.round", hours, "hours").against(thresholds.number(ROUND_HOURS)))
                    .evidence(Measure.of("server.bytes", bytes, Unit.BYTES))
                    .remedy("Raise autovacuum_vacuum_cost_limit step by step while the disks bear it"
                            + (delay > 2 ? ", and set autovacuum_vacuum_cost_delay to 2ms" : "") + ".")
                    .build());
        }
    }

    private static void workers(InstanceView instance, double bytes, Thresholds thresholds, List<Verdict> verdicts) {
        double workers = instance.setting("autovacuum_max_workers", 3);
        if (workers < thresholds.number(WORKERS)) {
            verdicts.add(about("autovacuum_max_workers", Severity.INFO)
                    .title("only " + Math.round(workers) + " autovacuum workers serve " + Figures.bytes(bytes))
                    .explanation("One long vacuum of a large table keeps all others waiting.")
                    .evidence(
                            Measure.of("autovacuum.workers", workers, "workers").against(thresholds.number(WORKERS)))
                    .remedy(
                            "Raise autovacuum_max_workers, and autovacuum_vacuum_cost_limit with it, for they share it.")
                    .build());
        }
    }

    /** From 17 on the list of dead rows takes far less, so that one pass over the indexes is the rule. */
    private static void memory(InstanceView instance, double bytes, Thresholds thresholds, List<Verdict> verdicts) {
        double kilobytes = own(instance, "autovacuum_work_mem", "maintenance_work_mem", 65_536);
        double memory = kilobytes * 1024;
        if (!instance.atLeast(RADIX_TREES_SINCE) && memory < thresholds.number(MEMORY)) {
            verdicts.add(about("autovacuum_work_mem", Severity.INFO)
                    .title("autovacuum has only " + Figures.bytes(memory) + " for its list of dead rows")
                    .explanation(
                            "When the list is full, every index of the table is read from end to end, and then once more"
                                    + " for the next part. The server holds " + Figures.bytes(bytes) + ".")
                    .evidence(Measure.of("autovacuum.memory", Math.round(memory), Unit.BYTES)
                            .against(thresholds.number(MEMORY)))
                    .remedy("Set autovacuum_work_mem to 256MB or more, times the workers that the memory can bear.")
                    .build());
        }
    }

    /** Autovacuum's own setting, where it is not -1. */
    private static double own(InstanceView instance, String name, String general, double fallback) {
        double own = instance.setting(name, -1);
        return own >= 0 ? own : instance.setting(general, fallback);
    }

    private static Problems about(String setting, Severity severity) {
        return Problems.about(new Subject.Setting(setting)).level(severity);
    }
}
