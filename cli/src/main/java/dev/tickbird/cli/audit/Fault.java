package dev.tickbird.cli.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was written.
 *
 * @param from the first sequence that it is about; -1 where it is about none
 * @param to the last
 * @param where the record's partition and offset, such as {@code 3@120}; null for what is not there
 * @param what one sentence
 * @param accepted whether somebody accepted it in the anchor file: it is told, and does not count
 */
record Fault(Kind kind, long from, long to, @Nullable String where, String what, boolean accepted) {
    /** What is wrong. */
    enum Kind {
        ALTERED,
        MISSING,
        REORDERED,
        DUPLICATED,
        FORKED,
        SIGNATURE,
        UNCHAINED,
        HEAD,
        ANCHOR;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Fault at(Kind kind, long sequence, String where, String what) {
        return new Fault(kind, sequence, sequence, where, what, false);
    }

    static Fault between(Kind kind, long from, long to, String what, boolean accepted) {
        return new Fault(kind, from, to, null, what, accepted);
    }
}
