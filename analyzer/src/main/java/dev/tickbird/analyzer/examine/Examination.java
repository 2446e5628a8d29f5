package dev.tickbird.analyzer.examine;

import dev.tickbird.analyzer.delta.Epoch;
import dev.tickbird.analyzer.delta.FactsReading;
import dev.tickbird.analyzer.delta.StatementDeltas;
import dev.tickbird.analyzer.delta.TableDeltas;
import dev.tickbird.analyzer.rollup.Member;
import dev.tickbird.analyzer.rule.ActivityCase;
import dev.tickbird.analyzer.rule.Baselines;
import dev.tickbird.analyzer.rule.DatabaseCase;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Finds;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.IndexUse;
import dev.tickbird.analyzer.rule.InstanceView;
import dev.tickbird.analyzer.rule.KeyedTable;
import dev.tickbird.analyzer.rule.KeyedTables;
import dev.tickbird.analyzer.rule.Partition;
import dev.tickbird.analyzer.rule.PartitionTrees;
import dev.tickbird.analyzer.rule.SequenceCase;
import dev.tickbird.analyzer.rule.StatementDelta;
import dev.tickbird.analyzer.rule.StatementsCase;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.TableDelta;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rule.Verdict.Problem;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.CheckReport.OptOut;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.ActivitySnapshot;
import dev.tickbird.schemas.snapshot.IndexDocument;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import dev.tickbird.schemas.snapshot.RelationsSnapshot;
import dev.tickbird.schemas.snapshot.SequenceDocument;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import dev.tickbird.schemas.snapshot.StatementCounters;
import dev.tickbird.schemas.snapshot.StatementsSnapshot;
import dev.tickbird.schemas.snapshot.TableDocument;
import dev.tickbird.schemas.snapshot.TableKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of a server now: every {@code for} counts as zero, and what needs history is provisional. Statements have no
 * window here, so they are judged since their counters began.
 */
public final class Examination {
    private final Evaluator evaluator;
    private final LongFunction<Baselines> learnt;
    private final Function<PlanQuestion, Optional<PlanAnswer>> planner;
    private final List<Member> members = new ArrayList<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private final List<OptOut> optOuts = new ArrayList<>();
    private Map<Long, Workload> workloads = Map.of();

    private Examination(
            Evaluator evaluator, LongFunction<Baselines> learnt, Function<PlanQuestion, Optional<PlanAnswer>> planner) {
        this.evaluator = evaluator;
        this.learnt = learnt;
        this.planner = planner;
    }

    /**
     * Applies every rule.
     *
     * @param before an earlier look at the same server, for deltas; null for none
     */
    public static Examined of(@Nullable Observed before, Observed now, Evaluator evaluator) {
        return of(before, now, evaluator, oid -> Baselines.NONE);
    }

    /**
     * Applies every rule, with what earlier looks taught.
     *
     * @param learnt of a table, by its oid
     */
    public static Examined of(
            @Nullable Observed before, Observed now, Evaluator evaluator, LongFunction<Baselines> learnt) {
        return of(before, now, new Examination(evaluator, learnt, question -> Optional.empty()));
    }

    /**
     * Applies every rule, and asks the server what rules want to know.
     *
     * @param planner answers a question; empty where it does not
     */
    public static Examined asking(
            @Nullable Observed before,
            Observed now,
            Evaluator evaluator,
            Function<PlanQuestion, Optional<PlanAnswer>> planner) {
        return of(before, now, new Examination(evaluator, oid -> Baselines.NONE, planner));
    }

    private static Examined of(@Nullable Observed before, Observed now, Examination examination) {
        examination.run(before, now);
        return new Examined(
                examination.members,
                examination.unknown,
                examination.optOuts,
                now.instance().header(),
                examination.evaluator.rules());
    }

    private void run(@Nullable Observed before, Observed now) {
        InstanceView bare = view(now, List.of());
        List<HorizonCause> horizon = List.of();
        if (now.activity() != null) {
            List<Finds> finds = activity(now.activity(), bare);
            horizon = HorizonCause.of(bare.instance(), now.activity(), finds);
            Set<FindingId> earlier =
                    before == null || before.activity() == null ? null : ids(activity(before.activity(), bare));
            add(lasting(finds, earlier), now.activity().header(), new Subject.Instance(), null);
        }
        InstanceView view = view(now, horizon);
        workloads = now.statements() == null ? Map.of() : SinceReset.workloads(now.statements());
        facts(before, now, view);
        for (RelationsSnapshot relations : now.relations()) {
            RelationsSnapshot earlier = before == null ? null : matching(before, relations);
            relations(earlier, relations, view);
        }
        if (now.statements() != null) {
            statements(now.statements(), view);
        }
    }

    private static InstanceView view(Observed now, List<HorizonCause> horizon) {
        SnapshotHeader header = now.instance().header();
        return new InstanceView(
                header.instance(),
                null,
                header.serverVersion(),
                now.instance().facts(),
                horizon,
                now.activity() == null ? List.of() : now.activity().progress());
    }

    private void facts(@Nullable Observed before, Observed now, InstanceView view) {
        InstanceFacts facts = now.instance().facts();
        if (facts == null) {
            return;
        }
        SnapshotHeader header = now.instance().header();
        InstanceFacts earlier = before == null ? null : before.instance().facts();
        FactsReading first = before == null || earlier == null
                ? null
                : FactsReading.of(before.instance().header(), earlier);
        FactsCase factsCase = FactsReading.of(header, facts).against(first, view, header.gaps(), Map.of());
        add(evaluator.facts(factsCase), header, new Subject.Instance(), null);
    }

    private static @Nullable RelationsSnapshot matching(Observed before, RelationsSnapshot now) {
        return before.relations().stream()
                .filter(relations -> relations.databaseOid() == now.databaseOid())
                .findFirst()
                .orElse(null);
    }

    private void relations(@Nullable RelationsSnapshot before, RelationsSnapshot now, InstanceView view) {
        Map<Long, TableDocument> earlier = new HashMap<>();
        Map<Long, SequenceDocument> earlierSequences = new HashMap<>();
        if (before != null) {
            before.tables().forEach(table -> earlier.put(table.oid(), table));
            before.sequences().forEach(sequence -> earlierSequences.put(sequence.oid(), sequence));
        }
        Map<Long, TableDocument> tables = new HashMap<>();
        now.tables().forEach(table -> tables.put(table.oid(), table));
        KeyedTables keyed = new KeyedTables(now.tables().stream()
                .flatMap(table -> KeyedTable.of(table).stream())
                .toList());
        RelationsSnapshot same = before == null || !sameEpoch(before, now) ? null : before;
        PartitionSums partitions = new PartitionSums(same, same == null ? null : trees(same), now, trees(now));
        for (TableDocument table : now.tables()) {
            TableCase facts =
                    answered(tableCase(before, earlier.get(table.oid()), now, table, tables, keyed, partitions, view));
            add(evaluator.table(facts), now.header(), facts.subject(), root(facts.database(), table, tables));
        }
        DatabaseCase database = DatabaseCase.of(view, now);
        add(evaluator.database(database), now.header(), new Subject.Database(database.database()), null);
        for (SequenceDocument sequence : now.sequences()) {
            SequenceCase facts = sequenceCase(before, earlierSequences.get(sequence.oid()), now, sequence, view);
            add(evaluator.sequence(facts), now.header(), new Subject.Database(facts.database()), null);
        }
    }

    private static PartitionTrees trees(RelationsSnapshot look) {
        return new PartitionTrees(look.tables().stream()
                .flatMap(table ->
                        Partition.of(table, index -> use(index, look.header().takenAt(), look.statsReset())).stream())
                .toList());
    }

    private TableCase answered(TableCase facts) {
        Map<String, PlanAnswer> answers = new HashMap<>();
        for (PlanQuestion question : evaluator.questions(facts)) {
            planner.apply(question).ifPresent(answer -> answers.put(question.id(), answer));
        }
        return answers.isEmpty() ? facts : facts.answered(answers);
    }

    private TableCase tableCase(
            @Nullable RelationsSnapshot before,
            @Nullable TableDocument earlier,
            RelationsSnapshot now,
            TableDocument table,
            Map<Long, TableDocument> tables,
            KeyedTables keyed,
            PartitionSums partitions,
            InstanceView view) {
        Instant at = now.header().takenAt();
        InstanceFacts facts = view.facts();
        return new TableCase(
                view,
                String.valueOf(now.header().database()),
                now.databaseOid(),
                at,
                table,
                delta(before, earlier, now, table),
                table.kind() == TableKind.PARTITIONED_TABLE
                        ? partitions.now().uses(table)
                        : uses(table, at, now.statsReset()),
                learnt.apply(table.oid()),
                now.statsReset(),
                now.header().gaps(),
                oid -> {
                    TableDocument other = tables.get(oid);
                    return other == null ? null : other.counters();
                },
                facts != null && !facts.standbys().isEmpty(),
                () -> partitions.now().rows(table.oid()),
                () -> keyed,
                null,
                workload(now, table),
                () -> partitions.whole(table.oid()),
                Map.of());
    }

    static boolean sameEpoch(RelationsSnapshot before, RelationsSnapshot now) {
        return Epoch.of(before.header(), before.statsReset()).equals(Epoch.of(now.header(), now.statsReset()));
    }

    static Duration window(RelationsSnapshot before, RelationsSnapshot now) {
        return Duration.between(before.header().takenAt(), now.header().takenAt());
    }

    private @Nullable Workload workload(RelationsSnapshot now, TableDocument table) {
        Workload all = workloads.get(now.databaseOid());
        return all == null ? null : all.of(table);
    }

    /** The server's own counters, which may be older than the index: so our observation begins now. */
    private static Map<Long, IndexUse> uses(TableDocument table, Instant at, @Nullable Instant statsReset) {
        Map<Long, IndexUse> uses = new HashMap<>();
        table.indexes().forEach(index -> uses.put(index.oid(), use(index, at, statsReset)));
        return uses;
    }

    private static IndexUse use(IndexDocument index, Instant at, @Nullable Instant statsReset) {
        long scans = index.counters().scans();
        return new IndexUse(scans, 0, at, scans, statsReset, index.sizeBytes(), null, null);
    }

    private static @Nullable TableDelta delta(
            @Nullable RelationsSnapshot before,
            @Nullable TableDocument earlier,
            RelationsSnapshot now,
            TableDocument table) {
        if (before == null || earlier == null || earlier.counters() == null || table.counters() == null) {
            return null;
        }
        return sameEpoch(before, now)
                ? TableDeltas.between(earlier.counters(), table.counters(), window(before, now))
                        .orElse(null)
                : null;
    }

    private static SequenceCase sequenceCase(
            @Nullable RelationsSnapshot before,
            @Nullable SequenceDocument earlier,
            RelationsSnapshot now,
            SequenceDocument sequence,
            InstanceView view) {
        Instant at = now.header().takenAt();
        return new SequenceCase(
                view,
                String.valueOf(now.header().database()),
                at,
                sequence,
                earlier == null ? null : earlier.lastValue(),
                before == null ? null : Duration.between(before.header().takenAt(), at));
    }

    private void statements(StatementsSnapshot now, InstanceView view) {
        Instant at = now.header().takenAt();
        Duration window = Duration.between(SinceReset.of(now), at);
        List<StatementDelta> deltas =
                now.statements().stream().map(StatementDeltas::whole).toList();
        StatementCounters other = now.other();
        double total = deltas.stream().mapToDouble(StatementDelta::millis).sum()
                + (other == null ? 0 : other.executionMillis());
        add(
                evaluator.statements(new StatementsCase(view, at, window, deltas, total)),
                now.header(),
                new Subject.Instance(),
                null);
    }

    private List<Finds> activity(ActivitySnapshot activity, InstanceView view) {
        return evaluator.activity(new ActivityCase(view, activity.header().takenAt(), activity));
    }

    private static Set<FindingId> ids(List<Finds> all) {
        Set<FindingId> ids = new HashSet<>();
        for (Finds finds : all) {
            finds.verdicts().forEach(verdict -> ids.add(id(finds, verdict)));
        }
        return ids;
    }

    private static FindingId id(Finds finds, Verdict verdict) {
        return Finding.id(finds.rule().id(), InstanceId.of("any"), verdict.subject());
    }

    /** What must hold for a time, such as a wait for a lock, is left out unless both looks saw it. */
    private static List<Finds> lasting(List<Finds> all, @Nullable Set<FindingId> earlier) {
        if (earlier == null) {
            return all;
        }
        return all.stream()
                .map(finds -> new Finds(
                        finds.rule(),
                        finds.verdicts().stream()
                                .filter(verdict -> !waits(verdict) || earlier.contains(id(finds, verdict)))
                                .toList(),
                        finds.failure()))
                .toList();
    }

    private static boolean waits(Verdict verdict) {
        return verdict instanceof Problem problem
                && problem.levels().stream().allMatch(level -> level.after().isPositive());
    }

    /**
     * Keeps what the rules said.
     *
     * @param about what they looked at
     * @param root the partitioned table above it; null for none
     */
    private void add(List<Finds> all, SnapshotHeader header, Subject about, Subject.@Nullable Relation root) {
        for (Finds finds : all) {
            RuntimeException failure = finds.failure();
            if (failure != null) {
                unknown.add(new Unknown(
                        finds.rule().id(),
                        about,
                        "the rule failed: " + failure.getClass().getSimpleName(),
                        null));
            }
            for (Verdict verdict : finds.verdicts()) {
                switch (verdict) {
                    case Problem problem ->
                        members.add(Member.open(AtOnce.finding(problem, finds.rule(), header), problem.object(), root));
                    case Verdict.Unknown open ->
                        unknown.add(new Unknown(finds.rule().id(), open.subject(), open.reason(), open.fix()));
                    case Verdict.OptedOut nobody ->
                        optOuts.add(new OptOut(finds.rule().id(), nobody.subject()));
                }
            }
        }
    }

    private static Subject.@Nullable Relation root(
            String database, TableDocument table, Map<Long, TableDocument> tables) {
        TableDocument top = null;
        Long above = table.parentOid();
        while (above != null) {
            TableDocument parent = tables.get(above);
            top = parent == null ? top : parent;
            above = parent == null ? null : parent.parentOid();
        }
        return top == null ? null : Subject.Relation.of(database, top.schema(), top.name());
    }
}
