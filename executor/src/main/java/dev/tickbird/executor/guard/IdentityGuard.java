package dev.tickbird.executor.guard;

import dev.tickbird.executor.action.ServerFacts;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.fleet.TargetSpec;

/** The server must be the one that was approved: a restored clone shares everything but host and port. */
record IdentityGuard() implements Guard {
    @Override
    public GuardVerdict judge(Situation situation) {
        ActionTarget approved = situation.order().target();
        TargetSpec target = situation.target();
        ServerFacts server = situation.sight().server();
        if (!approved.host().equals(target.host()) || approved.port() != target.port()) {
            return stale("approved for " + approved.host() + ":" + approved.port()
                    + ", but the fleet has the instance at " + target.host() + ":" + target.port());
        }
        if (!approved.cluster().equals(target.cluster())) {
            return stale("approved for cluster " + approved.cluster() + ", but the instance is in " + target.cluster());
        }
        if (!approved.systemIdentifier().equals(server.systemIdentifier())) {
            return stale("the server there is another one: its system identifier is " + server.systemIdentifier()
                    + ", approved was " + approved.systemIdentifier());
        }
        if (approved.serverVersion().major() != server.version().major()) {
            return stale(
                    "the server runs PostgreSQL " + server.version() + ", approved was " + approved.serverVersion());
        }
        boolean sameDatabase = approved.databaseOid() == 0 || approved.databaseOid() == server.databaseOid();
        return sameDatabase
                ? GuardVerdict.GO
                : stale("the database " + approved.database() + " is not the one that was approved (oid "
                        + server.databaseOid() + ", approved was " + approved.databaseOid() + ")");
    }

    private static GuardVerdict stale(String reason) {
        return new GuardVerdict.Refuse(ActionState.STALE, reason, false);
    }
}
