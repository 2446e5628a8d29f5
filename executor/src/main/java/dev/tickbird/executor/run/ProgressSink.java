package dev.tickbird.executor.run;

import dev.tickbird.schemas.execution.Progress;
import dev.tickbird.schemas.execution.Rehearsal;

/** Where progress and rehearsals are published; they may be lost. */
public interface ProgressSink {
    void publish(Progress progress);

    void publish(Rehearsal rehearsal);
}
