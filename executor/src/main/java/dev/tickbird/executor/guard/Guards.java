package dev.tickbird.executor.guard;

import java.util.List;
import java.util.function.Function;

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
            new LoadGuard(),
            new DiskGuard(),
            new BackupGuard(),
            new StandbyGuard());

    private Guards() {}

    /** The first refusal, else the first wait, else go. */
    public static GuardVerdict judge(Situation situation) {
        return worst(ALL, guard -> guard.judge(situation));
    }

    /** As above, of the guards that watch a running action. */
    public static GuardVerdict watch(Situation situation) {
        return worst(ALL.stream().filter(Guard::watches).toList(), guard -> guard.watch(situation));
    }

    private static GuardVerdict worst(List<Guard> guards, Function<Guard, GuardVerdict> asked) {
        GuardVerdict worst = GuardVerdict.GO;
        for (Guard guard : guards) {
            GuardVerdict verdict = asked.apply(guard);
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
