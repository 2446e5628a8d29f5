package dev.tickbird.executor.run;

import dev.tickbird.schemas.execution.Progress;

/** Where progress is published; it may be lost. */
@FunctionalInterface
public interface ProgressSink {
    void publish(Progress progress);
}
