package dev.tickbird.executor.action;

/** Whether an action still makes sense, judged just before it would run. */
public sealed interface Check {
    Check PROCEED = new Proceed();

    record Proceed() implements Check {}

    /** No longer needed, or it cannot be confirmed: nothing is changed. */
    record Skip(String reason) implements Check {}

    /** What was approved is no longer what is there. */
    record Stale(String reason) implements Check {}

    /** It must not be done. */
    record Fail(String reason) implements Check {}
}
