package dev.tickbird.console.app;

import org.jspecify.annotations.Nullable;

/** A wish that is not granted, why, and which field of it is wrong. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final @Nullable String field;

    /** What kind of refusal it is. */
    public enum Why {
        /** There is no such thing. */
        MISSING,
        /** The wish itself is wrong. */
        INVALID,
        /** Who asks may not do it, or not in this way. */
        FORBIDDEN,
        /** It does not fit what is there now. */
        CONFLICT
    }

    Refused(Why why, String message, @Nullable String field) {
        super(message);
        this.why = why;
        this.field = field;
    }

    public Why why() {
        return why;
    }

    public @Nullable String field() {
        return field;
    }
}
