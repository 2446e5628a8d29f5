package dev.tickbird.executor.guard;

/** CONCURRENTLY waits for every older transaction of the database while it holds up DDL: none may be old, none prepared. */
record TransactionsGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        if (!situation.procedure().concurrent()) {
            return GuardVerdict.GO;
        }
        ActivityFacts activity = situation.activity();
        if (!activity.prepared().isEmpty()) {
            return situation.waitFor("prepared transactions are open, which it would wait for: "
                    + String.join(", ", activity.prepared()));
        }
        return activity.transactions().stream()
                .filter(open -> open.age().compareTo(situation.settings().longestTransaction()) > 0)
                .findFirst()
                .map(open -> situation.waitFor("the transaction of session " + open.pid() + " (" + open.user()
                        + ") is open for " + open.age().toSeconds() + " s"))
                .orElse(GuardVerdict.GO);
    }
}
