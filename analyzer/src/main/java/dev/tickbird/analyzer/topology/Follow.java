package dev.tickbird.analyzer.topology;

import dev.tickbird.analyzer.rule.FollowedAction;
import dev.tickbird.analyzer.rule.ObjectIdentity;
import dev.tickbird.analyzer.rule.ReadingEffect;
import dev.tickbird.analyzer.rule.StatementEffect;
import dev.tickbird.analyzer.workload.TableUse;
import dev.tickbird.analyzer.workload.Workload;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.action.CreateIndex;
import dev.tickbird.schemas.action.DropIndex;
import dev.tickbird.schemas.action.DropReason;
import dev.tickbird.schemas.action.SetParameter;
import dev.tickbird.schemas.action.SetTableStorage;
import dev.tickbird.schemas.action.Undo;
import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.execution.Outcome;
import dev.tickbird.schemas.proposal.Proposal;
import dev.tickbird.schemas.wire.Partitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** How an action is followed once it has succeeded: whom it concerns, and what they cost until then. */
final class Follow {
    private static final int MOST_STATEMENTS = 100;

    private final Outcome outcome;
    private final InstanceState.Draft instance;
    private final Workspace work;
    private final long databaseOid;

    private Follow(Outcome outcome, InstanceState.Draft instance, Workspace work, long databaseOid) {
        this.outcome = outcome;
        this.instance = instance;
        this.work = work;
        this.databaseOid = databaseOid;
    }

    /** Empty for what changes no plan, and for a database that nothing is known of. */
    static Optional<FollowedAction> of(Outcome outcome, InstanceState.Draft instance, Workspace work) {
        String prefix = instance.instance.value() + "/";
        for (KeyValue<String, DatabaseState> database : work.databases.startingWith(prefix)) {
            if (database.value.database().equals(outcome.database())) {
                long oid = Long.parseLong(database.key.substring(prefix.length()));
                return new Follow(outcome, instance, work, oid).begin();
            }
        }
        return Optional.empty();
    }

    private Optional<FollowedAction> begin() {
        String database = outcome.database();
        return switch (outcome.what()) {
            case DropIndex drop
            when drop.because() != DropReason.INVALID && drop.because() != DropReason.UNDO ->
                Optional.of(ofTable(
                        new Subject.Index(database, drop.schema(), drop.name(), drop.table()),
                        drop.schema(),
                        drop.table(),
                        ReadingEffect.NONE));
            case CreateIndex create ->
                Optional.of(ofTable(
                        new Subject.Index(database, create.schema(), create.name(), create.table()),
                        create.schema(),
                        create.table(),
                        null));
            case SetTableStorage storage ->
                Optional.of(ofTable(
                        Subject.Relation.of(database, storage.schema(), storage.name()),
                        storage.schema(),
                        storage.name(),
                        null));
            case SetParameter parameter -> Optional.of(ofParameter(parameter));
            default -> Optional.empty();
        };
    }

    private FollowedAction ofTable(Subject subject, String schema, String table, @Nullable ReadingEffect reading) {
        List<StatementEffect> statements =
                effects(databaseOid, use -> use.access().about(schema, table));
        return followed(subject, schema, table, statements, reading);
    }

    private FollowedAction ofParameter(SetParameter parameter) {
        if (parameter.database() != null) {
            return followed(
                    new Subject.Database(parameter.database()), null, null, effects(databaseOid, use -> true), null);
        }
        List<StatementEffect> statements = new ArrayList<>();
        String prefix = instance.instance.value() + "/";
        for (KeyValue<String, Workload> database : work.workloads.startingWith(prefix)) {
            statements.addAll(effects(Long.parseLong(database.key.substring(prefix.length())), use -> true));
        }
        return followed(new Subject.Setting(parameter.name()), null, null, most(statements), null);
    }

    private FollowedAction followed(
            Subject subject,
            @Nullable String schema,
            @Nullable String table,
            List<StatementEffect> statements,
            @Nullable ReadingEffect reading) {
        Action undo = outcome.what().undo() instanceof Undo.ByAction by ? by.action() : null;
        return new FollowedAction(
                outcome.action(),
                String.valueOf(outcome.what().type()).replace('-', ' ') + " " + outcome.object(),
                subject,
                undo,
                undo instanceof DropIndex ? null : object(),
                databaseOid,
                schema,
                table,
                outcome.at(),
                statements,
                reading);
    }

    /** The table, or the whole database. */
    private @Nullable ObjectIdentity object() {
        if (outcome.what() instanceof SetParameter) {
            return new ObjectIdentity(outcome.database(), databaseOid, null, null);
        }
        Proposal proposal = work.proposals.get(
                Partitions.key(outcome.instance().value(), outcome.finding().value()));
        if (proposal == null || !proposal.id().equals(outcome.action())) {
            return null;
        }
        Long oid = proposal.target().objectOid();
        Long table = outcome.what() instanceof DropIndex ? tableOf(oid) : oid;
        return table == null ? null : new ObjectIdentity(outcome.database(), databaseOid, table, null);
    }

    private @Nullable Long tableOf(@Nullable Long index) {
        String prefix = instance.instance.value() + "/" + databaseOid + "/";
        return work.tables.startingWith(prefix).stream()
                .filter(table -> table.value.ledger().stream().anyMatch(line -> index != null && line.oid() == index))
                .map(table -> Long.parseLong(table.key.substring(prefix.length())))
                .findFirst()
                .orElse(null);
    }

    private List<StatementEffect> effects(long database, Predicate<TableUse> which) {
        Workload workload = work.workloads.get(instance.instance.value() + "/" + database);
        Map<String, StatementEffect> byQuery = new HashMap<>();
        for (TableUse use : workload == null ? List.<TableUse>of() : workload.uses()) {
            if (which.test(use)) {
                byQuery.putIfAbsent(
                        use.queryId(), new StatementEffect(use.queryId(), database, use.calls(), use.millis(), 0, 0));
            }
        }
        return most(List.copyOf(byQuery.values()));
    }

    private static List<StatementEffect> most(List<StatementEffect> all) {
        return all.stream()
                .sorted(Comparator.comparingDouble(StatementEffect::millisBefore)
                        .reversed()
                        .thenComparing(StatementEffect::queryId))
                .limit(MOST_STATEMENTS)
                .toList();
    }
}
