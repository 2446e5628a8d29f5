package dev.tickbird.analyzer.rules.version;

import com.google.auto.service.AutoService;
import dev.tickbird.analyzer.rule.FactsCase;
import dev.tickbird.analyzer.rule.Problems;
import dev.tickbird.analyzer.rule.Rule;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Threshold;
import dev.tickbird.analyzer.rule.Thresholds;
import dev.tickbird.analyzer.rule.Verdict;
import dev.tickbird.analyzer.rules.version.Releases.Release;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.common.Unit;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A server that misses fixes which have been released, or whose major version gets no more of them. */
@AutoService(Rule.class)
public final class OutdatedVersion implements Rule.OfFacts {
    private static final String GRACE = "grace";
    private static final String NOTICE = "end-notice";

    private static final RuleInfo INFO = RuleInfo.of(
            "version.outdated",
            "A server whose minor release is not the newest that Tickbird knows, or whose major version gets no more fixes.",
            "Versions that are newer than what Tickbird knows; a new minor release is only information for a while.",
            Threshold.duration(GRACE, Duration.ofDays(30), "how long one missing minor release is only information"),
            Threshold.duration(NOTICE, Duration.ofDays(180), "how long before its end a major version is reported"));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Verdict> evaluate(FactsCase facts, Thresholds thresholds) {
        ServerVersion version = facts.instance().version();
        return version == null
                ? List.of()
                : Releases.of(version.major())
                        .flatMap(release -> verdict(facts, version, release, thresholds))
                        .map(List::of)
                        .orElse(List.of());
    }

    private static Optional<Verdict> verdict(
            FactsCase facts, ServerVersion version, Release newest, Thresholds thresholds) {
        LocalDate today = Releases.day(facts.at());
        long daysLeft = ChronoUnit.DAYS.between(today, newest.endOfLife());
        int behind = Math.max(0, newest.minor() - version.minor());
        boolean ended = daysLeft <= 0;
        boolean ends = daysLeft <= thresholds.duration(NOTICE).toDays();
        if (behind == 0 && !ends) {
            return Optional.empty();
        }
        boolean fresh =
                newest.released().plusDays(thresholds.duration(GRACE).toDays()).isAfter(today);
        boolean mild = !ended && (behind == 0 || (behind == 1 && fresh));
        return Optional.of(Problems.about(new Subject.Instance())
                .level(mild ? Severity.INFO : Severity.WARNING)
                .title(title(version, newest, behind, ended))
                .explanation((behind == 0
                                ? "It is the newest release of its major version."
                                : "Minor releases fix security holes, crashes and lost data; they need a restart and no change"
                                        + " of the data.")
                        + support(newest, ended, ends))
                .evidence(Measure.of("version.minors-behind", behind, Unit.COUNT))
                .evidence(Measure.of("version.days-of-support", daysLeft, "days")
                        .against(thresholds.duration(NOTICE).toDays()))
                .remedy(
                        ended || behind == 0
                                ? "Plan the upgrade to a newer major version (pg_upgrade, or logical replication for a short"
                                        + " stop)."
                                : "Install " + newest.major() + "." + newest.minor()
                                        + " and restart; read the release notes" + " between first.")
                .build());
    }

    private static String title(ServerVersion version, Release newest, int behind, boolean ended) {
        if (ended) {
            return "PostgreSQL " + version + " gets no more fixes";
        }
        return behind == 0
                ? "support of PostgreSQL " + version.major() + " ends soon"
                : "PostgreSQL " + version + " is " + behind + (behind == 1 ? " minor release" : " minor releases")
                        + " behind " + newest.major() + "." + newest.minor();
    }

    private static String support(Release newest, boolean ended, boolean ends) {
        if (ended) {
            return " Support of PostgreSQL " + newest.major() + " ended on " + newest.endOfLife() + ".";
        }
        return ends ? " Support of PostgreSQL " + newest.major() + " ends on " + newest.endOfLife() + "." : "";
    }
}
