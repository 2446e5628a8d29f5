package dev.tickbird.analyzer.examine;

import dev.tickbird.analyzer.rollup.Member;
import dev.tickbird.analyzer.rollup.RollUp;
import dev.tickbird.analyzer.rollup.RollUps;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.analyzer.rule.Verdict.Problem;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.finding.CheckReport.OptOut;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an examination found.
 *
 * @param found every finding by itself
 * @param unknown what could not be told
 * @param optOuts what holds and a comment on the object left out
 * @param header of the look that it rests on
 * @param rules the rules that spoke
 */
public record Examined(
        List<Member> found, List<Unknown> unknown, List<OptOut> optOuts, SnapshotHeader header, RuleSet rules) {
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::provisional)
            .thenComparing(Finding::severity, Comparator.reverseOrder())
            .thenComparing(Finding::rule)
            .thenComparing(Examined::size, Comparator.reverseOrder())
            .thenComparing(finding -> finding.subject().label());

    public Examined {
        found = List.copyOf(found);
        unknown = List.copyOf(unknown);
        optOuts = List.copyOf(optOuts);
    }

    /** Every finding by itself, worst first. */
    public List<Finding> each(Predicate<Finding> wanted) {
        return wanted(wanted).stream().map(Member::finding).sorted(WORST_FIRST).toList();
    }

    /** Worst first; many of one rule are one finding. */
    public List<Finding> rolledUp(Predicate<Finding> wanted) {
        List<Member> members = wanted(wanted);
        RollUps.Plan plan = RollUps.plan(members, List.of());
        Stream<Finding> alone = members.stream()
                .map(Member::finding)
                .filter(finding -> !plan.covered().containsKey(finding.id()));
        return Stream.concat(alone, plan.rollUps().stream().map(this::finding))
                .sorted(WORST_FIRST)
                .toList();
    }

    /** What ranks it among those of its rule: what mending it gains, else the first figure that shows it. */
    private static BigDecimal size(Finding finding) {
        return Stream.concat(finding.expectedGain().stream(), finding.evidence().stream())
                .map(Measure::value)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private List<Member> wanted(Predicate<Finding> wanted) {
        return found.stream().filter(member -> wanted.test(member.finding())).toList();
    }

    private Finding finding(RollUp rollUp) {
        if (!(rollUp.verdict() instanceof Problem problem)) {
            throw new IllegalStateException("what one look found cannot be uncertain: " + rollUp.rule());
        }
        return AtOnce.finding(problem, rules.rule(rollUp.rule()).orElseThrow().info(), header);
    }
}
