package dev.tickbird.executor.guard;

/** Nothing begins while the fleet, a tag or the instance is paused. */
record PauseGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        return situation.pauses().stream()
                .filter(pause -> pause.covers(situation.target()))
                .findFirst()
                .map(pause -> situation.waitFor("paused by " + pause.by() + ": " + pause.reason()))
                .orElse(GuardVerdict.GO);
    }
}
