package dev.tickbird.executor.guard;

import dev.tickbird.executor.action.ServerFacts;
import dev.tickbird.schemas.execution.ActionState;

/** The server must be a primary, on the timeline that was approved. */
record PrimaryGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        ServerFacts server = situation.sight().server();
        if (server.inRecovery()) {
            return new GuardVerdict.Refuse(ActionState.STALE, "the server is a standby now", false);
        }
        int approved = situation.order().target().timeline();
        return server.timeline() == approved
                ? GuardVerdict.GO
                : new GuardVerdict.Refuse(
                        ActionState.STALE,
                        "the server was promoted: it is on timeline " + server.timeline() + ", approved was "
                                + approved,
                        true);
    }

    @Override
    public boolean watches() {
        return true;
    }
}
