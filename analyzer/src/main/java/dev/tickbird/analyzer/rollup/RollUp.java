package dev.tickbird.analyzer.rollup;

import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import dev.tickbird.schemas.finding.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One finding that is told for many: how many, their sum, and the worst, whose remedy it proposes first.
 *
 * @param rule of all of them
 */
public record RollUp(String rule, Verdict verdict) {
    private static final int NAMED = 10;
    private static final Set<String> SUMMED = Set.of(Unit.BYTES, Unit.ROWS, Unit.PAGES);

    /**
     * Of findings of one rule.
     *
     * @param told what was told of them before; null at first
     */
    static RollUp of(Subject about, List<Member> members, @Nullable Finding told) {
        List<Member> ranked = members.stream().sorted(Member.WORST_FIRST).toList();
        String rule = ranked.getFirst().finding().rule();
        List<Member> certain =
                ranked.stream().filter(member -> !member.uncertain()).toList();
        if (certain.isEmpty()) {
            String reason = String.valueOf(ranked.getFirst().finding().unknownReason());
            return new RollUp(rule, new Verdict.Unknown(about, reason, null));
        }
        return new RollUp(rule, verdict(about, certain, lead(certain, told)));
    }

    /** The worst; but the one whose remedy is proposed stays while it is among the worst, so that no proposal replaces another. */
    private static Member lead(List<Member> ranked, @Nullable Finding told) {
        Member worst = ranked.getFirst();
        if (told == null || told.action() == null) {
            return worst;
        }
        return ranked.stream()
                .filter(member -> told.action().equals(member.finding().action()))
                .filter(member -> member.severity() == worst.severity() && member.pending() == worst.pending())
                .findFirst()
                .orElse(worst);
    }

    private static Verdict verdict(Subject about, List<Member> members, Member lead) {
        Finding worst = lead.finding();
        int others = members.size() - 1;
        Problems problem = Problems.about(about)
                .title(others == 0 ? worst.title() : worst.title() + ", and " + others + " more " + where(about))
                .explanation(worst.explanation() + named(members, lead, about))
                .since(members.stream()
                        .map(member -> member.finding().since())
                        .min(Instant::compareTo)
                        .orElseThrow())
                .remedy(worst.remedy() + (others == 0 ? "" : " The next worst follows when this one is mended."))
                .causedBy(commonCause(members))
                .evidence(Measure.of("findings", members.size(), Unit.COUNT));
        sums(members).forEach(problem::evidence);
        levels(members).forEach(problem::level);
        worst.expectedGain().forEach(problem::gain);
        if (worst.action() != null && lead.object() != null) {
            problem.action(worst.action(), lead.object());
        }
        if (members.stream().allMatch(member -> member.finding().provisional())) {
            problem.provisional();
        }
        return problem.build();
    }

    private static String where(Subject about) {
        return about instanceof Subject.Relation root
                ? "among the partitions of " + root.label()
                : "in " + about.label();
    }

    private static String named(List<Member> members, Member lead, Subject about) {
        if (members.size() == 1) {
            return "";
        }
        String names = members.stream()
                .filter(member -> !member.equals(lead))
                .limit(NAMED)
                .map(RollUp::named)
                .collect(Collectors.joining(", "));
        int unnamed = members.size() - 1 - NAMED;
        return " The same was found of " + (members.size() - 1) + " more " + where(about) + ": " + names
                + (unnamed > 0 ? " and " + unnamed + " others" : "") + ".";
    }

    private static String named(Member member) {
        Measure figure = member.figure();
        return member.finding().subject().label() + (figure == null ? "" : " (" + Figures.of(figure) + ")");
    }

    private static @Nullable FindingId commonCause(List<Member> members) {
        Set<FindingId> causes = members.stream()
                .map(member -> member.finding().causedBy())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return causes.size() == 1 ? causes.iterator().next() : null;
    }

    /** Of what can be added up: bytes, rows and pages. */
    private static List<Measure> sums(List<Member> members) {
        Map<String, Measure> sums = new LinkedHashMap<>();
        for (Member member : members) {
            Finding finding = member.finding();
            List<Measure> figures = finding.expectedGain().isEmpty() ? finding.evidence() : finding.expectedGain();
            figures.stream()
                    .filter(measure -> SUMMED.contains(measure.unit()))
                    .forEach(measure -> sums.merge(measure.measure(), measure, RollUp::plus));
        }
        return sums.values().stream()
                .filter(sum -> sum.value().signum() > 0)
                .map(sum -> new Measure("total." + sum.measure(), sum.value(), sum.unit(), null, null))
                .toList();
    }

    private static Measure plus(Measure a, Measure b) {
        BigDecimal sum = a.value().add(b.value());
        return new Measure(a.measure(), sum, a.unit(), null, null);
    }

    /** The soonest of each severity. */
    private static Map<Severity, Duration> levels(List<Member> members) {
        Map<Severity, Duration> soonest = new EnumMap<>(Severity.class);
        for (Member member : members) {
            for (Level level : member.levels()) {
                soonest.merge(level.severity(), level.after(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        return soonest;
    }
}
