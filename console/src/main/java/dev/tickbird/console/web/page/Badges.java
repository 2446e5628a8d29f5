package dev.tickbird.console.web.page;

import dev.tickbird.schemas.common.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What waits, for the navigation.
 *
 * @param pressing findings that matter more than a note
 * @param worst the worst of them; null when there is none
 * @param undecided proposals that wait for a decision
 * @param moving actions on their way
 */
public record Badges(long pressing, @Nullable Severity worst, long undecided, long moving) {
    /** The figure beside a section; 0 shows nothing. */
    public long of(Section section) {
        return switch (section) {
            case FINDINGS -> pressing;
            case APPROVALS -> undecided;
            case ACTIONS -> moving;
            case FLEET, CALENDAR, POLICIES, PIPELINE -> 0;
        };
    }

    /** What the figure counts, for those who do not see it. */
    public static String counts(Section section) {
        return switch (section) {
            case FINDINGS -> "open";
            case APPROVALS -> "to decide";
            case ACTIONS -> "on the way";
            case FLEET, CALENDAR, POLICIES, PIPELINE -> "";
        };
    }
}
