package dev.tickbird.executor.guard;

import dev.tickbird.schemas.execution.GuardReport;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Every guard, in the order in which they are asked: what ends an action comes before what makes it wait. */
public final class Guards {
    private static final List<Guard> ALL = List.of(
            new WindowGuard(),
            new IdentityGuard(),
            new PrimaryGuard(),
            new VersionGuard(),
            new PrivilegeGuard(),
            new CalendarGuard(),
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

    /** Whether no guard forbids to send anything at all, be it to remove what an earlier attempt left. */
    public static boolean mayTidy(Situation situation) {
        return ALL.stream()
                .map(guard -> guard.judge(situation))
                .noneMatch(verdict -> verdict instanceof GuardVerdict.Refuse refuse && !refuse.tidy());
    }

    /** The first refusal, else the first wait, else go, of the guards that watch a running action. */
    public static GuardVerdict watch(Situation situation) {
        return worst(ALL.stream().filter(Guard::watches).toList(), guard -> guard.watch(situation));
    }

    /** What each says by itself. */
    public static List<GuardReport> each(Situation situation) {
        return ALL.stream().map(guard -> report(guard, guard.judge(situation))).toList();
    }

    private static GuardReport report(Guard guard, GuardVerdict verdict) {
        String name = guard.getClass().getSimpleName().replace("Guard", "");
        String word = name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return switch (verdict) {
            case GuardVerdict.Go go -> new GuardReport(word, "go", null);
            case GuardVerdict.Wait wait -> new GuardReport(word, "wait", wait.reason());
            case GuardVerdict.Refuse refuse -> new GuardReport(word, "refuse", refuse.reason());
        };
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
