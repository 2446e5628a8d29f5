package dev.tickbird.alerter.grouping;

import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.FindingState;
import org.jspecify.annotations.Nullable;

/** Compares how a thing stands with what was last said about it. Null: there is nothing to say and nothing to remember. */
final class Verdict {
    private static final String OPEN = "OPEN";
    private static final String RESOLVED = "RESOLVED";
    private static final String UNKNOWN = "UNKNOWN";

    private Verdict() {}

    /**
     * A finding: open once, again when it grows worse, unknown once, resolved once.
     *
     * @param said the last word about it; null when there is none
     * @param unheard that word may not have arrived: it is said again with the next
     * @param quiet it is not to be said now
     */
    static @Nullable Word finding(
            FindingState state, Severity severity, @Nullable Word said, boolean unheard, boolean quiet) {
        boolean known = said != null && !said.state().equals(RESOLVED);
        return switch (state) {
            case OPEN -> open(severity, known ? said : null, unheard, quiet, said);
            case UNKNOWN ->
                !known || said == null
                        ? null
                        : quiet
                                ? said.still()
                                : said.state().equals(UNKNOWN)
                                        ? repeat(said, unheard)
                                        : new Word(UNKNOWN, said.severity(), true);
            case RESOLVED ->
                said == null
                        ? null
                        : known
                                ? (quiet ? said.still() : new Word(RESOLVED, said.severity(), true))
                                : (unheard ? said : null);
            case PENDING -> said == null ? null : said.still();
        };
    }

    private static @Nullable Word open(
            Severity severity, @Nullable Word known, boolean unheard, boolean quiet, @Nullable Word said) {
        if (quiet) {
            return said == null ? null : said.still();
        }
        if (known == null || severity.compareTo(known.severity()) > 0) {
            return new Word(OPEN, severity, true);
        }
        return unheard ? new Word(OPEN, known.severity(), true) : known.still();
    }

    /** What is said once, such as a proposal or how an action ended. */
    static @Nullable Word once(String state, Severity severity, @Nullable Word said, boolean unheard, boolean quiet) {
        if (said == null || !said.state().equals(state)) {
            if (quiet) {
                return said == null ? null : said.still();
            }
            return new Word(state, severity, true);
        }
        return repeat(said, unheard);
    }

    private static Word repeat(Word said, boolean unheard) {
        return unheard ? said : said.still();
    }
}
