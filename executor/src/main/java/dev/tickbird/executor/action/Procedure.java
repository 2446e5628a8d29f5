package dev.tickbird.executor.action;

import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.ActionTarget;
import dev.tickbird.schemas.action.Analyze;
import dev.tickbird.schemas.action.CancelBackend;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReplicationSlot;
import dev.tickbird.schemas.action.InstallMonitoringViews;
import dev.tickbird.schemas.action.RefreshMaterializedView;
import dev.tickbird.schemas.action.ReindexIndex;
import dev.tickbird.schemas.action.RemoveMonitoringViews;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.TerminateBackend;
import dev.tickbird.schemas.action.UnrecognizedAction;
import dev.tickbird.schemas.action.Vacuum;
import dev.tickbird.schemas.action.ValidateConstraint;
import dev.tickbird.schemas.common.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one kind of action needs to be true before, and what proves it afterwards. */
public interface Procedure {
    /**
     * What the preflight is told beside what is seen.
     *
     * @param approvedAt the first approval: uses of an index after it count
     * @param begun whether an earlier attempt began to run
     */
    record Case(ActionTarget target, Sight sight, Instant approvedAt, boolean begun) {}

    /** Whether what was approved is still there, and the action still makes sense. */
    Check check(Case facts);

    /** What is measured before and after. */
    List<Measure> measures(Sight sight);

    /** Looks for the effect; a return code proves nothing. */
    Proof prove(ActionTarget target, List<Measure> before, Sight after);

    /** Its statements of which the effect is there already: an action of several is taken up where it was left. */
    default Set<String> inEffect(Sight sight) {
        return Set.of();
    }

    /** Whether its statement waits for older transactions and leaves debris when it is cancelled. */
    boolean concurrent();

    /** Whether it can disturb queries on standbys. */
    boolean disturbsStandbys();

    /** Whether being the table's owner is asked for; else MAINTAIN is enough where it exists. */
    boolean needsOwner();

    /** About how many bytes of new files it writes; what it writes beside them to the WAL is about as much. */
    default long writes(Sight sight) {
        return 0;
    }

    /** Who sends its statements. */
    default LoginKind login() {
        return LoginKind.EXECUTOR;
    }

    /** Whether it speaks to a session, by the login for signals, and to no table. */
    default boolean signals() {
        return login() == LoginKind.SIGNAL;
    }

    /** What it means that its query found no row to act on; null where that says nothing. */
    default @Nullable String withoutEffect() {
        return null;
    }

    /** The one for this action; none for what this version does not know. */
    static Procedure of(Action action) {
        return switch (action) {
            case Analyze analyze -> new AnalyzeProcedure(analyze);
            case Vacuum vacuum -> new VacuumProcedure(vacuum);
            case ReindexIndex reindex -> new ReindexProcedure(reindex);
            case DropIndex drop -> new DropIndexProcedure(drop);
            case CreateIndex create ->
                create.partitions() == null
                        ? new CreateIndexProcedure(create)
                        : new CreateTreeProcedure(create, create.partitions());
            case SetTableStorage set -> new StorageProcedure(set);
            case SetParameter set -> new ParameterProcedure(set);
            case ValidateConstraint validate -> new ValidateProcedure(validate);
            case RefreshMaterializedView refresh -> new RefreshProcedure(refresh);
            case InstallMonitoringViews install -> new InstallViewsProcedure(install);
            case RemoveMonitoringViews remove -> new RemoveViewsProcedure(remove);
            case CancelBackend cancel -> new SignalProcedure(cancel.backend(), false);
            case TerminateBackend terminate -> new SignalProcedure(terminate.backend(), true);
            case DropReplicationSlot drop -> new SlotProcedure(drop);
            case UnrecognizedAction unknown ->
                throw new IllegalArgumentException("this executor does not know the action type " + unknown.type());
        };
    }
}
