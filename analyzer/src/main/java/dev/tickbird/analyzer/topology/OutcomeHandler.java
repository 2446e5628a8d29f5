package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.history.LedgerLine.Dropped;
import dev.tickbird.analyzer.history.TableHistory;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.execution.ActionState;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;

/** What the executor did: what is under way is followed, and a finding whose remedy took effect need not wait to be gone for long. */
final class OutcomeHandler {
    private OutcomeHandler() {}

    static void handle(Outcome outcome, Workspace work, Evaluator evaluator) {
        InstanceState known = work.instances.get(outcome.instance().value());
        if (known == null || known.isRemoved()) {
            return;
        }
        InstanceState.Draft instance = known.draft();
        instance.actions = OpenActions.after(instance.actions, outcome);
        work.instance(instance);
        new AwaitedProposals(work, instance).ended(outcome);
        OpenActions.judge(instance, work, evaluator);
        new ScheduleDesk(work, evaluator, instance).heard(outcome);
        if (outcome.state() == ActionState.SUCCEEDED) {
            remember(outcome, work);
            Followed followed = new Followed(instance, work, evaluator);
            followed.begin(outcome);
            new FindingsDesk(work, instance).mended(outcome.finding());
            followed.takenBack(outcome);
        }
    }

    /** An index that we dropped may come back by somebody else's doing. */
    private static void remember(Outcome outcome, Workspace work) {
        Proposal proposal = work.proposals.get(
                Partitions.key(outcome.instance().value(), outcome.finding().value()));
        switch (outcome.what()) {
            case DropIndex drop -> {
                Long oid = proposal == null ? null : proposal.target().objectOid();
                if (oid != null) {
                    Dropped by = new Dropped(drop.name(), outcome.at());
                    mark(outcome, work, table -> table.dropped(oid, by));
                }
            }
            case CreateIndex create -> mark(outcome, work, table -> table.created(create.name()));
            default -> {}
        }
    }

    private static void mark(Outcome outcome, Workspace work, Function<TableHistory, Optional<TableHistory>> change) {
        String instance = outcome.instance().value() + "/";
        for (KeyValue<String, DatabaseState> database : work.databases.startingWith(instance)) {
            if (database.value.database().equals(outcome.database())) {
                work.tables
                        .startingWith(database.key + "/")
                        .forEach(table ->
                                change.apply(table.value).ifPresent(changed -> work.tables.put(table.key, changed)));
            }
        }
    }
}
