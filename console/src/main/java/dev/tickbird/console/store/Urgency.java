package dev.tickbird.console.store;

import dev.tickbird.schemas.common.Severity;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much a finding presses: by its severity, with everything provisional below everything else. */
final class Urgency {
    /** How many severities there are. */
    static final int LEVELS = Severity.values().length;

    private static final Map<Integer, Severity> BY_RANK =
            Stream.of(Severity.values()).collect(Collectors.toMap(Severity::rank, Function.identity()));

    private Urgency() {}

    static int of(Severity severity, boolean provisional) {
        return severity.rank() + (provisional ? 0 : LEVELS);
    }

    static int of(Severity severity) {
        return of(severity, false);
    }

    /** As it counts in a list: what is provisional is a note. */
    static Severity severity(int urgency) {
        return urgency < LEVELS ? Severity.INFO : byRank(urgency - LEVELS);
    }

    static Severity byRank(int rank) {
        Severity severity = BY_RANK.get(rank);
        if (severity == null) {
            throw new IllegalArgumentException("no severity has the rank " + rank);
        }
        return severity;
    }
}
