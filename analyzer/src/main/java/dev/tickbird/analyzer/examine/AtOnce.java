package dev.tickbird.analyzer.examine;

import dev.tickbird.analyzer.lifecycle.Circumstances;
import dev.tickbird.analyzer.lifecycle.Lifecycle;
import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.RuleInfo;
import dev.tickbird.analyzer.rule.Verdict.Problem;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.SnapshotHeader;
import java.time.Duration;
import java.util.Map;

/** The same finding as the stream's, with every level reached at once. */
final class AtOnce {
    private AtOnce() {}

    static Finding finding(Problem problem, RuleInfo rule, SnapshotHeader header) {
        Circumstances around = new Circumstances(
                header.instance(),
                header.cluster(),
                Map.of(),
                header.systemIdentifier(),
                header.serverVersion(),
                rule,
                "",
                Duration.ZERO,
                header.takenAt(),
                0,
                null);
        return Lifecycle.holds(null, atOnce(problem), around).finding();
    }

    private static Problem atOnce(Problem problem) {
        return new Problem(
                problem.subject(),
                problem.levels().stream()
                        .map(level -> Level.at(level.severity()))
                        .toList(),
                problem.title(),
                problem.explanation(),
                problem.evidence(),
                problem.remedy(),
                problem.provisional(),
                problem.since(),
                problem.action(),
                problem.object(),
                problem.gain(),
                problem.causedBy(),
                problem.window());
    }
}
