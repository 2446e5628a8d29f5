package dev.tickbird.analyzer.rules.vacuum;

import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.HorizonCause;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.TableCase;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.VacuumOption;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** What both rules on wraparound say of databases and tables. */
final class WraparoundVerdicts {
    private WraparoundVerdicts() {}

    /** @param cause by database and age, what a vacuum could not freeze beyond */
    static List<Verdict> databases(
            Wraparound sort,
            FactsCase facts,
            Thresholds thresholds,
            ToLongFunction<DatabaseFacts> age,
            OptionalDouble perSecond,
            BiFunction<String, Long, Optional<HorizonCause>> cause) {
        List<Verdict> verdicts = new ArrayList<>();
        for (DatabaseFacts database : facts.facts().databases()) {
            long old = age.applyAsLong(database);
            Optional<Problems> found = sort.problem(
                    new Subject.Database(database.name()),
                    facts.instance(),
                    old,
                    sort.freezeMaxAge(facts.instance()),
                    perSecond,
                    thresholds);
            found.map(problem -> verdict(sort, problem, database, old, cause.apply(database.name(), old)))
                    .ifPresent(verdicts::add);
        }
        return verdicts;
    }

    private static Verdict verdict(
            Wraparound sort, Problems problem, DatabaseFacts database, long age, Optional<HorizonCause> cause) {
        String own = database.allowsConnections()
                ? "Vacuum its oldest tables first, those of this rule; an old temporary table of a session that never ends"
                        + " counts too."
                : "Nobody can connect to it, so only autovacuum can freeze it: see that autovacuum runs.";
        return problem.title("database " + database.name() + " holds " + sort.ids() + " that are "
                        + Wraparound.millions((double) age) + " old")
                .causedBy(cause.map(HorizonCause::finding).orElse(null))
                .remedy(cause.map(WraparoundVerdicts::first).orElse("") + own)
                .build();
    }

    private static String first(HorizonCause cause) {
        return "End what holds the XID horizon first (" + cause.holder()
                + "): a vacuum cannot freeze what it still needs. ";
    }

    /** @param cause what a vacuum could not freeze beyond */
    static List<Verdict> table(
            Wraparound sort, TableCase facts, Thresholds thresholds, long age, Optional<HorizonCause> cause) {
        Optional<Problems> found = sort.problem(
                facts.subject(),
                facts.instance(),
                age,
                sort.freezeMaxAge(facts.instance(), facts.table()),
                OptionalDouble.empty(),
                thresholds);
        return found.map(problem -> verdict(sort, facts, problem, age, cause, Wraparound.late(age, thresholds)))
                .map(List::of)
                .orElse(List.of());
    }

    private static Verdict verdict(
            Wraparound sort, TableCase facts, Problems problem, long age, Optional<HorizonCause> cause, boolean late) {
        problem.title(facts.subject().label() + " holds " + sort.ids() + " that are "
                        + Wraparound.millions((double) age) + " old")
                .causedBy(cause.map(HorizonCause::finding).orElse(null));
        if (cause.isPresent()) {
            return problem.remedy("End what holds the XID horizon first ("
                            + cause.get().holder() + "): a vacuum cannot freeze what it still needs.")
                    .build();
        }
        boolean running = facts.instance()
                .running("vacuum", facts.database(), facts.table().oid());
        if (running) {
            return problem.remedy("A vacuum of it runs now: let it end.").build();
        }
        VacuumOption option = late ? VacuumOption.SKIP_INDEX_CLEANUP : VacuumOption.FREEZE;
        return problem.remedy(
                        late
                                ? "VACUUM it at once, without its indexes, which is the shortest way; they can follow later."
                                : "VACUUM (FREEZE) it at a quiet time: it reads the whole table and writes much WAL.")
                .action(new Vacuum(facts.table().schema(), facts.table().name(), List.of(option)), facts.identity())
                .build();
    }
}
