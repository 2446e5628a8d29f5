package dev.tickbird.executor.guard;

import dev.tickbird.executor.intake.Cap;
import dev.tickbird.schemas.common.Figures;

/** What writes must leave a tenth of the disk free, its WAL included. Where free disk is not known, what writes much waits. */
record DiskGuard() implements Guard {
    private static final long MUCH = 1L << 30;
    /** The new file, and as much again in WAL. */
    private static final int TIMES = 2;

    private static final int A_TENTH = 10;

    @Override
    public GuardVerdict judge(Situation situation) {
        long writes = situation.procedure().writes(situation.sight());
        Cap cap = situation.cap();
        Long used = situation.capacity().used();
        if (cap == null || cap.diskBytes().isEmpty() || used == null) {
            return writes <= MUCH
                    ? GuardVerdict.GO
                    : situation.waitFor("it may write " + Figures.bytes((double) writes)
                            + " and free disk is not known: say instances."
                            + situation.target().instance() + ".disk in executor.yml");
        }
        long disk = cap.diskBytes().getAsLong();
        long left = disk - used - TIMES * writes;
        return writes == 0 || left >= disk / A_TENTH
                ? GuardVerdict.GO
                : situation.waitFor("it may write " + Figures.bytes((double) writes)
                        + " and as much WAL; of the disk's " + Figures.bytes((double) disk) + ", "
                        + Figures.bytes(used.doubleValue()) + " are in use, and a tenth stays free");
    }
}
