package dev.tickbird.executor.guard;

/** One condition under which an action may begin. */
public sealed interface Guard
        permits BackupGuard,
                CalendarGuard,
                DiskGuard,
                HistoryGuard,
                IdentityGuard,
                LoadGuard,
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

    /** What it says while the action runs: what began may be let go on where it would not be let begin. */
    default GuardVerdict watch(Situation situation) {
        return judge(situation);
    }

    /** Whether it goes on watching while the action runs. */
    default boolean watches() {
        return false;
    }
}
