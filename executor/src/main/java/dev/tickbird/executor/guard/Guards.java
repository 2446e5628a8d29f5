package dev.tickbird.executor.guard;

import java.util.List;

/** Every guard, in the order in which they are asked: what ends an action comes before what makes it wait. */
public final class Guards {
    private static final List<Guard> ALL = List.of(
            new WindowGuard(),
            new IdentityGuard(),
            new PrimaryGuard(),
            new VersionGuard(),
            new PrivilegeGuard(),
            new PauseGuard(),
            new HistoryGuard(),
            new TransactionsGuard(),
            new MaintenanceGuard(),
            new LockQueueGuard(),
            new StandbyGuard());

    private Guards() {}

    /** The first refusal, else the first wait, else go. */
    public static GuardVerdict judge(Situation situation) {
        return judge(ALL, situation);
    }

    /** As above, of the guards that watch a running action. */
    public static GuardVerdict watch(Situation situation) {
        return judge(ALL.stream().filter(Guard::watches).toList(), situation);
    }

    private static GuardVerdict judge(List<Guard> guards, Situation situation) {
        GuardVerdict worst = GuardVerdict.GO;
        for (Guard guard : guards) {
            GuardVerdict verdict = guard.judge(situation);
            switch (verdict) {
                case GuardVerdict.Refuse refuse -> {
                    return refuse;
                }
                case GuardVerdict.Wait wait -> worst = worst instanceof GuardVerdict.Go ? wait : worst;
                case GuardVerdict.Go go -> {}
            }
        }
        return worst;
    }
}
