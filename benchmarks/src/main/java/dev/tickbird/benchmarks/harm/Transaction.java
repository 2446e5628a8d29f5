package dev.tickbird.benchmarks.harm;

/** One transaction of the application, by the clock of the machine. */
record Transaction(long endMicros, long latencyMicros) {
    long startMicros() {
        return endMicros - latencyMicros;
    }
}
