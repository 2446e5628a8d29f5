package dev.tickbird.cli.audit;

import dev.tickbird.schemas.decision.Decision;
import dev.tickbird.schemas.execution.Outcome;
import java.time.Instant;

/** Something that was decided or that happened. */
sealed interface Happening {
    Instant at();

    /** {@code instance/action}. */
    String key();

    /** Somebody decided. */
    record Decided(String key, Decision decision) implements Happening {
        @Override
        public Instant at() {
            return decision.at();
        }
    }

    /** An action changed its state. */
    record Became(String key, Outcome outcome) implements Happening {
        @Override
        public Instant at() {
            return outcome.at();
        }
    }
}
