package dev.tickbird.executor.run;

import java.time.Instant;

/** What is to be done about an action after a look at it. */
sealed interface Next {
    /** Nothing more. */
    record Done() implements Next {}

    /** Look again then. */
    record Again(Instant at) implements Next {}
}
