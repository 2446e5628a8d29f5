package dev.tickbird.collector.probe;

import dev.tickbird.collector.probe.PlannedTable.Obstacle;
import dev.tickbird.postgres.PostgresFailure;
import dev.tickbird.schemas.action.IndexColumn;
import dev.tickbird.schemas.plan.PlanAccess;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanAnswer.Cost;
import dev.tickbird.schemas.plan.PlanAnswer.How;
import dev.tickbird.schemas.plan.PlanQuestion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers questions about indexes that are not there: with HypoPG where it can be trusted, else by today's plans. */
final class PlanProbe {
    /** Of a table with more partitions only today's plans are told. */
    private static final int MOST_LEAVES = 200;

    private static final Obstacle MANY_LEAVES =
            new Obstacle("The table has more than " + MOST_LEAVES + " partitions.", null);

    /** A partition as {@code plans/leaves} names it. */
    private record Leaf(String schema, String name) {}

    private record Known(List<Cost> costs, @Nullable Long indexBytes) {}

    private PlanProbe() {}

    /** An answer, whatever becomes of it; only a lost server is a failure. */
    static PlanAnswer answer(Connection connection, PlanQuestion question) throws SQLException {
        Asking asking = new Asking(connection, ServerIdentity.version(connection), question.database());
        PlannedTable table = table(asking, question);
        Optional<Obstacle> obstacle =
                table.obstacle(question, connection.getMetaData().getUserName());
        if (obstacle.isEmpty()) {
            obstacle = columns(asking, question);
        }
        if (obstacle.isPresent()) {
            return answer(question, table, How.UNKNOWN, obstacle.get(), new Known(List.of(), null));
        }
        List<Leaf> places =
                table.partitioned() ? leaves(asking, question) : List.of(new Leaf(question.schema(), question.table()));
        Obstacle without = table.withoutHypopg().orElse(places.size() > MOST_LEAVES ? MANY_LEAVES : null);
        try {
            Known known = known(connection, question, without == null ? table.hypopgSchema() : null, places);
            return answer(question, table, without == null ? How.HYPOPG : How.GENERIC_PLAN, without, known);
        } catch (SQLException e) {
            PostgresFailure kind = PostgresFailure.of(e);
            if (kind.meansUnreachable()) {
                throw e;
            }
            Obstacle refused = new Obstacle(kind.sentence(), kind.fix().orElse(null));
            return answer(question, table, How.UNKNOWN, refused, new Known(List.of(), null));
        }
    }

    private static PlannedTable table(Asking asking, PlanQuestion question) throws SQLException {
        return asking.rows(
                        Query.PLANS_TABLE,
                        statement -> {
                            statement.setLong(1, question.tableOid());
                            statement.setLong(2, question.tableOid());
                        },
                        PlannedTable::of)
                .getFirst();
    }

    private static List<Leaf> leaves(Asking asking, PlanQuestion question) throws SQLException {
        return asking.rows(
                Query.PLANS_LEAVES,
                statement -> {
                    statement.setLong(1, question.tableOid());
                    statement.setInt(2, MOST_LEAVES + 1);
                },
                row -> new Leaf(Row.text(row, "schema"), Row.text(row, "name")));
    }

    private static Optional<Obstacle> columns(Asking asking, PlanQuestion question) throws SQLException {
        Map<String, Boolean> builtin = asking
                .rows(
                        Query.PLANS_COLUMNS,
                        statement -> statement.setLong(1, question.tableOid()),
                        row -> Map.entry(Row.text(row, "name"), row.getBoolean("builtin")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<String> wanted = named(question);
        if (!builtin.keySet().containsAll(wanted)) {
            return Optional.of(new Obstacle("A column is gone or has another name now.", null));
        }
        return wanted.stream().allMatch(name -> Boolean.TRUE.equals(builtin.get(name)))
                ? Optional.empty()
                : Optional.of(new Obstacle("A column's type is not one of PostgreSQL's own.", null));
    }

    private static Set<String> named(PlanQuestion question) {
        Set<String> names = new HashSet<>();
        question.columns().forEach(column -> names.add(column.column()));
        for (PlanAccess access : question.accesses()) {
            Stream.concat(
                            access.conditions().stream().map(PlanAccess.Condition::column),
                            access.order().stream().map(IndexColumn::column))
                    .forEach(names::add);
        }
        return names;
    }

    private static Known known(Connection connection, PlanQuestion question, @Nullable String hypopg, List<Leaf> places)
            throws SQLException {
        List<ProbeStatement> probes = question.accesses().stream()
                .map(access -> ProbeStatement.of(question.schema(), question.table(), access))
                .toList();
        try (Planner planner = new Planner(connection)) {
            List<Cost> today = new ArrayList<>();
            for (ProbeStatement probe : probes) {
                PlanTree now = planner.now(probe);
                today.add(new Cost(now.cost(), planner.whole(probe).cost(), now.readsWhole(), null, false));
            }
            return hypopg == null ? new Known(today, null) : with(planner, question, hypopg, places, probes, today);
        }
    }

    private static Known with(
            Planner planner,
            PlanQuestion question,
            String hypopg,
            List<Leaf> places,
            List<ProbeStatement> probes,
            List<Cost> today)
            throws SQLException {
        Set<String> names = new HashSet<>();
        long bytes = 0;
        for (Leaf place : places) {
            Planner.Hypothetical index =
                    planner.believe(hypopg, ProbeStatement.index(place.schema(), place.name(), question.columns()));
            names.add(index.name());
            bytes += index.bytes();
        }
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            Cost now = today.get(i);
            PlanTree then = planner.with(names, probes.get(i));
            costs.add(new Cost(now.now(), now.whole(), now.readsWhole(), then.cost(), then.usesIndex()));
        }
        return new Known(costs, bytes);
    }

    private static PlanAnswer answer(
            PlanQuestion question, PlannedTable table, How how, @Nullable Obstacle why, Known known) {
        return new PlanAnswer(
                question.id(),
                question.instance(),
                question.databaseOid(),
                question.tableOid(),
                how,
                why == null ? null : why.reason(),
                why == null ? null : why.fix(),
                known.costs(),
                known.indexBytes(),
                table.serverTime());
    }
}
