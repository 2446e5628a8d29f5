package dev.tickbird.executor.action;

import org.jspecify.annotations.Nullable;

/** What the server shows after an action ran. */
public sealed interface Proof {
    /** It took effect; the remark is for people. */
    record Done(@Nullable String remark) implements Proof {
        static final Done PLAIN = new Done(null);
    }

    /** It ran and changed nothing, for this reason. */
    record NoEffect(String reason) implements Proof {}

    /** It did not take effect. */
    record Missing(String reason) implements Proof {}
}
