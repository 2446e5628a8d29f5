package dev.tickbird.executor.guard;

/** One condition under which an action may begin. */
public sealed interface Guard
        permits HistoryGuard,
                IdentityGuard,
                LockQueueGuard,
                MaintenanceGuard,
                PauseGuard,
                PrimaryGuard,
                PrivilegeGuard,
                StandbyGuard,
                TransactionsGuard,
                VersionGuard,
                WindowGuard {
    GuardVerdict judge(Situation situation);

    /** Whether it goes on watching while the action runs. */
    default boolean watches() {
        return false;
    }
}
