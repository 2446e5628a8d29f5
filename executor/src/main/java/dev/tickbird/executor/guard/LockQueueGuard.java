package dev.tickbird.executor.guard;

/** Nobody may be queueing for a lock on the table. */
record LockQueueGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        int queue = situation.activity().queue();
        return queue == 0
                ? GuardVerdict.GO
                : situation.waitFor(
                        queue + (queue == 1 ? " session waits" : " sessions wait") + " for a lock on the table");
    }
}
