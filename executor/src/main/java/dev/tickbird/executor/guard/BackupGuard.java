package dev.tickbird.executor.guard;

import dev.tickbird.executor.intake.BackupSource;
import dev.tickbird.executor.intake.Cap;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Risk;
import java.time.Duration;
import java.time.Instant;

/** What is of high risk waits for a young backup, where the local file says how its age is known. A session has no backup. */
record BackupGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        Cap cap = situation.cap();
        BackupSource source = cap == null ? null : cap.backup();
        boolean concerned = situation.order().what().risk() == Risk.HIGH
                && !situation.procedure().signals();
        if (source == null || !concerned) {
            return GuardVerdict.GO;
        }
        Instant at = situation.capacity().backupAt();
        if (at == null) {
            return situation.waitFor("when the server was backed up is not known, and executor.yml asks for it");
        }
        Duration age = Duration.between(at, situation.now());
        return age.compareTo(source.limit()) <= 0
                ? GuardVerdict.GO
                : situation.waitFor("the last backup is " + Figures.span(age) + " old, and "
                        + Figures.span(source.limit()) + " is the limit in executor.yml");
    }
}
