package dev.tickbird.executor.action;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at one moment of the objects that an action is about.
 *
 * @param table null when it is not there, or when the action is about a session
 * @param indexes all of the table
 * @param constraints foreign keys and checks of the table
 * @param backend null when no session has the process id
 * @param parameter null when the action is about none
 * @param monitoring null when the action is about no monitoring views
 * @param slots null when the action is about no replication slot
 * @param tree null when the action is about no partitioned table with its partitions
 * @param horizon who keeps dead rows from being removed, in words; null when nobody old does
 */
public record Sight(
        ServerFacts server,
        @Nullable TableFacts table,
        List<IndexFacts> indexes,
        List<ConstraintFacts> constraints,
        @Nullable BackendFacts backend,
        @Nullable ParameterFacts parameter,
        @Nullable MonitoringFacts monitoring,
        @Nullable SlotFacts slots,
        @Nullable TreeFacts tree,
        BloatReading bloat,
        @Nullable String horizon) {
    public Sight {
        indexes = List.copyOf(indexes);
        constraints = List.copyOf(constraints);
    }

    /** Of a server alone. */
    public static Sight of(ServerFacts server) {
        return new Sight(
                server, null, List.of(), List.of(), null, null, null, null, null, new BloatReading.NotTaken(), null);
    }

    /** The same with what was measured. */
    public Sight with(BloatReading measured) {
        return new Sight(
                server, table, indexes, constraints, backend, parameter, monitoring, slots, tree, measured, horizon);
    }

    /** The same with the schema for monitoring views. */
    public Sight with(MonitoringFacts seen) {
        return new Sight(server, table, indexes, constraints, backend, parameter, seen, slots, tree, bloat, horizon);
    }

    /** The same with the server's replication slots. */
    public Sight with(SlotFacts seen) {
        return new Sight(
                server, table, indexes, constraints, backend, parameter, monitoring, seen, tree, bloat, horizon);
    }

    /** The same with what lies below its table. */
    public Sight with(TreeFacts below) {
        return new Sight(
                server, table, indexes, constraints, backend, parameter, monitoring, slots, below, bloat, horizon);
    }

    public Optional<ConstraintFacts> constraint(String name) {
        return constraints.stream()
                .filter(constraint -> constraint.name().equals(name))
                .findFirst();
    }

    public Optional<IndexFacts> index(String name) {
        return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
    }
}
