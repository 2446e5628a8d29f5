package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.common.Immutable;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule says of a subject. A subject that it does not mention is well. */
public sealed interface Verdict {
    Subject subject();

    /**
     * The condition holds.
     *
     * @param levels at least one
     * @param provisional what it rests on is too young: no action, no alert
     * @param since when the server says that it began; null when only our readings tell
     * @param action null where nothing safe is known
     * @param object null without an action
     * @param window when its action may begin; null for at any time
     */
    record Problem(
            Subject subject,
            List<Level> levels,
            String title,
            String explanation,
            List<Measure> evidence,
            String remedy,
            boolean provisional,
            @Nullable Instant since,
            @Nullable Action action,
            @Nullable ObjectIdentity object,
            List<Measure> gain,
            @Nullable FindingId causedBy,
            @Nullable Window window)
            implements Verdict {
        public Problem {
            levels = List.copyOf(levels);
            if (levels.isEmpty()) {
                throw new IllegalArgumentException("a problem needs a level: " + title);
            }
            evidence = Immutable.list(evidence);
            gain = Immutable.list(gain);
        }

        /** The highest severity whose condition holds, whatever its time. */
        public Severity worst() {
            return levels.stream().map(Level::severity).max(Severity::compareTo).orElseThrow();
        }
    }

    /**
     * It cannot be told. One about the instance holds for all that the rule would have said of the reading.
     *
     * @param reason one sentence
     * @param fix what would help; null when nothing would
     */
    record Unknown(Subject subject, String reason, @Nullable String fix) implements Verdict {}

    /** It holds, and a comment on the object says that nobody wants to hear of it. */
    record OptedOut(Subject subject) implements Verdict {}
}
