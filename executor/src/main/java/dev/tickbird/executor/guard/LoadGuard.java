package dev.tickbird.executor.guard;

/** Nothing begins while many sessions are at work; what runs stops when they are twice as many. */
record LoadGuard() implements Guard {
    private static final int TWICE = 2;

    @Override
    public GuardVerdict judge(Situation situation) {
        return judge(situation, situation.settings().activeSessions());
    }

    @Override
    public GuardVerdict watch(Situation situation) {
        return judge(situation, TWICE * situation.settings().activeSessions());
    }

    private static GuardVerdict judge(Situation situation, int most) {
        int active = situation.activity().active();
        return active <= most || situation.procedure().signals()
                ? GuardVerdict.GO
                : situation.waitFor(active + " sessions are at work, more than " + most);
    }

    @Override
    public boolean watches() {
        return true;
    }
}
