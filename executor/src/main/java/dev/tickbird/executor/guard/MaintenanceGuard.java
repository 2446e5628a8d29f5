package dev.tickbird.executor.guard;

/** No other build or vacuum of the table may be running. */
record MaintenanceGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        return situation.activity().maintenance().stream()
                .findFirst()
                .map(other -> situation.waitFor("session " + other.pid() + " maintains the table: " + other.command()))
                .orElse(GuardVerdict.GO);
    }
}
