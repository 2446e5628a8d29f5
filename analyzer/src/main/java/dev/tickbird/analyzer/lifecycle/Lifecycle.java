package dev.tickbird.analyzer.lifecycle;

import dev.tickbird.analyzer.rule.Level;
import dev.tickbird.analyzer.rule.Verdict.Problem;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.finding.FindingState;
import dev.tickbird.schemas.finding.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a finding comes, grows and goes. Pure: time is the tick clock it is given.
 *
 * <pre>
 *            holds, not long enough      holds for its time          gone for the clear time
 *  (nothing) ─────────────────────▶ PENDING ──────────────▶ OPEN ──────────────────────────▶ RESOLVED
 *      ▲                              │ gone                 ▲ │                                │ holds again:
 *      └──────────────────────────────┘                      │ ▼ telemetry missing              │ next episode
 *                                                          UNKNOWN                              ▼
 *                                                                                          PENDING or OPEN
 * </pre>
 */
public final class Lifecycle {
    private static final String RULE_PAGES = "docs/rules/";

    private Lifecycle() {}

    /** The condition holds now. */
    public static Tracked holds(@Nullable Tracked known, Problem problem, Circumstances around) {
        boolean again = known == null || known.finding().state() == FindingState.RESOLVED;
        List<Hold> holds = holds(again || known == null ? List.of() : known.holds(), problem.levels(), around.clock());
        int episode = known == null ? 1 : known.finding().episode() + (again ? 1 : 0);
        Instant since = again || known == null
                ? first(problem.since(), around.at())
                : known.finding().since();
        FindingState before = again || known == null ? FindingState.PENDING : stateBefore(known);
        Finding finding = finding(problem, around, episode, since, before);
        Tracked next = new Tracked(
                finding,
                around.scope(),
                problem.object(),
                holds,
                around.clear().toMillis(),
                null,
                null,
                false,
                known == null ? null : known.published(),
                known == null ? null : known.publishedAt(),
                known == null ? null : known.rolledUpBy(),
                problem.window());
        return settle(next, around.clock(), around.at());
    }

    /** The condition does not hold now. Empty when nothing is left of it: it never was open. */
    public static Optional<Tracked> gone(Tracked known, long clock, Instant at) {
        if (known.finding().state() == FindingState.RESOLVED) {
            return Optional.of(known);
        }
        FindingState state = stateBefore(known);
        if (state == FindingState.PENDING) {
            return Optional.empty();
        }
        Long since = known.goneSince() == null ? Long.valueOf(clock) : known.goneSince();
        Tracked next = with(known, state(known.finding(), state, null, null), List.of(), since, null, false);
        return Optional.of(settle(next, clock, at));
    }

    /** It cannot be told now. */
    public static Tracked unknown(Tracked known, String reason, boolean silenced) {
        if (known.finding().state() == FindingState.RESOLVED) {
            return known;
        }
        FindingState before = stateBefore(known);
        return with(
                known,
                state(known.finding(), FindingState.UNKNOWN, null, reason),
                known.holds(),
                known.goneSince(),
                before,
                silenced || known.silenced());
    }

    /** The instance is heard again: it is what it was, until the next evaluation. */
    public static Tracked heard(Tracked known, long clock, Instant at) {
        if (known.finding().state() != FindingState.UNKNOWN || !known.silenced()) {
            return known;
        }
        Tracked next = with(
                known,
                state(known.finding(), stateBefore(known), null, null),
                known.holds(),
                known.goneSince(),
                null,
                false);
        return settle(next, clock, at);
    }

    /** Time has passed. */
    public static Tracked age(Tracked known, long clock, Instant at) {
        return known.finding().state() == FindingState.UNKNOWN ? known : settle(known, clock, at);
    }

    /** Its remedy took effect: the next look that does not see it resolves it. One that still sees it starts all over. */
    public static Tracked mended(Tracked known, long clock, Instant at) {
        Tracked next = new Tracked(
                known.finding(),
                known.scope(),
                known.object(),
                known.holds(),
                0,
                known.goneSince(),
                known.before(),
                known.silenced(),
                known.published(),
                known.publishedAt(),
                known.rolledUpBy(),
                known.window());
        return known.holding() ? next : age(next, clock, at);
    }

    /** The same with what was published. */
    public static Tracked published(Tracked known, Instant at) {
        return new Tracked(
                known.finding(),
                known.scope(),
                known.object(),
                known.holds(),
                known.clearMillis(),
                known.goneSince(),
                known.before(),
                known.silenced(),
                known.finding(),
                at,
                known.rolledUpBy(),
                known.window());
    }

    private static Tracked settle(Tracked tracked, long clock, Instant at) {
        Finding finding = tracked.finding();
        if (tracked.holding()) {
            return with(tracked, risen(finding, tracked.holds(), clock), tracked.holds(), null, null, false);
        }
        Long gone = tracked.goneSince();
        if (finding.state() == FindingState.OPEN && gone != null && clock - gone >= tracked.clearMillis()) {
            return with(tracked, state(finding, FindingState.RESOLVED, at, null), List.of(), gone, null, false);
        }
        return tracked;
    }

    private static Finding risen(Finding finding, List<Hold> holds, long clock) {
        Optional<Severity> reached = holds.stream()
                .filter(hold -> hold.reached(clock))
                .map(Hold::severity)
                .max(Severity::compareTo);
        Severity least =
                holds.stream().map(Hold::severity).min(Severity::compareTo).orElse(finding.severity());
        boolean open = reached.isPresent() || finding.state() == FindingState.OPEN;
        Finding stated = state(finding, open ? FindingState.OPEN : FindingState.PENDING, null, null);
        return severity(stated, reached.orElse(least));
    }

    private static List<Hold> holds(List<Hold> before, List<Level> levels, long clock) {
        List<Hold> holds = new ArrayList<>();
        for (Level level : levels) {
            long began = before.stream()
                    .filter(hold -> hold.severity() == level.severity())
                    .mapToLong(Hold::began)
                    .findFirst()
                    .orElse(clock);
            holds.add(new Hold(level.severity(), level.after().toMillis(), began));
        }
        holds.sort(Comparator.comparing(Hold::severity));
        return holds;
    }

    private static FindingState stateBefore(Tracked known) {
        FindingState before = known.before();
        return known.finding().state() == FindingState.UNKNOWN && before != null
                ? before
                : known.finding().state();
    }

    private static Instant first(@Nullable Instant told, Instant at) {
        return told == null || told.isAfter(at) ? at : told;
    }

    private static Finding finding(
            Problem problem, Circumstances around, int episode, Instant since, FindingState state) {
        Action action = problem.action();
        return new Finding(
                Finding.id(around.rule().id(), around.instance(), problem.subject()),
                episode,
                around.rule().id(),
                problem.worst(),
                state,
                around.instance(),
                around.cluster(),
                around.tags(),
                around.systemIdentifier(),
                problem.subject(),
                problem.title(),
                problem.explanation(),
                problem.evidence(),
                problem.remedy(),
                problem.provisional(),
                around.quietUntil(),
                List.of(new Link("The rule", RULE_PAGES + around.rule().id() + ".md")),
                since,
                around.at(),
                null,
                null,
                problem.causedBy(),
                action,
                action == null || around.version() == null ? List.of() : action.statements(around.version()),
                problem.gain());
    }

    private static Finding state(
            Finding finding, FindingState state, @Nullable Instant resolvedAt, @Nullable String unknownReason) {
        return copy(finding, finding.severity(), state, resolvedAt, unknownReason);
    }

    private static Finding severity(Finding finding, Severity severity) {
        return copy(finding, severity, finding.state(), finding.resolvedAt(), finding.unknownReason());
    }

    private static Finding copy(
            Finding finding,
            Severity severity,
            FindingState state,
            @Nullable Instant resolvedAt,
            @Nullable String unknownReason) {
        return new Finding(
                finding.id(),
                finding.episode(),
                finding.rule(),
                severity,
                state,
                finding.instance(),
                finding.cluster(),
                finding.tags(),
                finding.systemIdentifier(),
                finding.subject(),
                finding.title(),
                finding.explanation(),
                finding.evidence(),
                finding.remedy(),
                finding.provisional(),
                finding.quietUntil(),
                finding.links(),
                finding.since(),
                finding.lastSeen(),
                resolvedAt,
                unknownReason,
                finding.causedBy(),
                finding.action(),
                finding.statements(),
                finding.expectedGain());
    }

    private static Tracked with(
            Tracked tracked,
            Finding finding,
            List<Hold> holds,
            @Nullable Long goneSince,
            @Nullable FindingState before,
            boolean silenced) {
        return new Tracked(
                finding,
                tracked.scope(),
                tracked.object(),
                holds,
                tracked.clearMillis(),
                goneSince,
                before,
                silenced,
                tracked.published(),
                tracked.publishedAt(),
                tracked.rolledUpBy(),
                tracked.window());
    }
}
