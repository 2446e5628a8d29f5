package dev.tickbird.executor.guard;

/** What removes rows or indexes can cancel queries on standbys: their longest transaction must be known and short, their lag small. */
record StandbyGuard() implements Guard {
    /** Index work makes standbys lag: what runs stops at four times the lag at which it may begin. */
    private static final int FOUR_TIMES = 4;

    @Override
    public GuardVerdict judge(Situation situation) {
        return judge(situation, situation.settings().standbyLag());
    }

    @Override
    public GuardVerdict watch(Situation situation) {
        return judge(situation, FOUR_TIMES * situation.settings().standbyLag());
    }

    private static GuardVerdict judge(Situation situation, long mostLag) {
        if (!situation.procedure().disturbsStandbys()) {
            return GuardVerdict.GO;
        }
        StandbyFacts standbys = situation.standbys();
        for (StandbyFacts.Receiver receiver : standbys.receivers()) {
            if (receiver.lag() == null || receiver.lag() > mostLag) {
                return situation.waitFor("the standby " + receiver.name() + " lags "
                        + (receiver.lag() == null ? "by an unknown amount" : receiver.lag() + " bytes"));
            }
        }
        for (StandbyFacts.Replica replica : standbys.replicas()) {
            if (replica.longest() == null) {
                return situation.waitFor("the standby " + replica.instance() + " does not answer");
            }
            if (replica.longest().compareTo(situation.settings().longestOnStandby()) > 0) {
                return situation.waitFor("a transaction on the standby " + replica.instance() + " is open for "
                        + replica.longest().toSeconds() + " s and could be cancelled");
            }
        }
        int unknown = standbys.receivers().size() - standbys.replicas().size();
        return unknown <= 0
                ? GuardVerdict.GO
                : situation.waitFor(unknown + " of its standbys are not in the fleet under cluster "
                        + situation.target().cluster() + ", so what runs there is unknown");
    }

    @Override
    public boolean watches() {
        return true;
    }
}
