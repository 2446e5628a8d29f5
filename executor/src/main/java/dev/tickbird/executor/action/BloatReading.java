package dev.tickbird.executor.action;

/** What pgstatindex says about an index. */
public sealed interface BloatReading {
    /** Nobody asked. */
    record NotTaken() implements BloatReading {}

    /** Percent of its pages that a rebuild would give back. */
    record Measured(double percent) implements BloatReading {}

    /** It could not be asked. */
    record Unavailable(String reason) implements BloatReading {}
}
