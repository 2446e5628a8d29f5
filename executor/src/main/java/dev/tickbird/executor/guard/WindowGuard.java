package dev.tickbird.executor.guard;

import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Window;

/** The order must not have expired, and its window must be open. */
record WindowGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        if (!situation.now().isBefore(situation.order().expiresAt())) {
            return new GuardVerdict.Refuse(
                    ActionState.EXPIRED,
                    "the order expired at " + situation.order().expiresAt(),
                    true);
        }
        Window window = situation.order().window();
        if (window == null) {
            return GuardVerdict.GO;
        }
        if (window.notAfter() != null && !situation.now().isBefore(window.notAfter())) {
            return new GuardVerdict.Refuse(ActionState.EXPIRED, "its window closed at " + window.notAfter(), true);
        }
        return window.notBefore() != null && situation.now().isBefore(window.notBefore())
                ? new GuardVerdict.Wait("its window opens at " + window.notBefore(), window.notBefore())
                : GuardVerdict.GO;
    }
}
