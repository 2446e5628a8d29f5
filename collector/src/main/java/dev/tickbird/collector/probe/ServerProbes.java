package dev.tickbird.collector.probe;

import dev.tickbird.postgres.Connections;
import dev.tickbird.schemas.plan.PlanAnswer;
import dev.tickbird.schemas.plan.PlanQuestion;
import dev.tickbird.schemas.snapshot.Canary;
import dev.tickbird.schemas.snapshot.DatabaseFacts;
import dev.tickbird.schemas.snapshot.InstanceFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All probes of one server, with what they remember between two readings. Different probes may run at the same time; the relations of one database
 * are read by one at a time.
 */
public final class ServerProbes {
    private final Connections connections;
    private final ProbeSettings settings;
    private final CanaryProbe canary = new CanaryProbe();
    private final InstanceProbe instance = new InstanceProbe();
    private final ActivityProbe activity;
    private final StatementsProbe statements;
    private final Map<String, RelationsProbe> relations = new ConcurrentHashMap<>();

    public ServerProbes(Connections connections, ProbeSettings settings) {
        this.connections = connections;
        this.settings = settings;
        this.activity = new ActivityProbe(settings.redaction());
        this.statements = new StatementsProbe(settings.redaction(), settings.statements());
    }

    /** Something that is read over a connection. */
    @FunctionalInterface
    private interface Use<T> {
        T read(Connection connection) throws SQLException;
    }

    private <T> T over(String database, Use<T> use) throws SQLException {
        try (Connection connection = connections.open(database)) {
            return use.read(connection);
        }
    }

    public Reading<Canary> canary() throws SQLException {
        return over(settings.maintenanceDatabase(), canary::read);
    }

    /** Facts of the server; {@code measure}: with fresh sizes of the databases. */
    public Reading<InstanceFacts> instance(boolean measure) throws SQLException {
        return over(settings.maintenanceDatabase(), connection -> instance.read(connection, measure));
    }

    public Reading<ActivityContent> activity() throws SQLException {
        return over(settings.maintenanceDatabase(), activity::read);
    }

    /** Statements, from the first of these databases that has the extension; gaps of the maintenance database when none has. */
    public Reading<Optional<StatementsContent>> statements(List<String> databases) throws SQLException {
        Reading<Optional<StatementsContent>> first = over(settings.maintenanceDatabase(), statements::read);
        if (first.content().isPresent()) {
            return first;
        }
        for (String database : databases) {
            if (!database.equals(settings.maintenanceDatabase())) {
                Optional<Reading<Optional<StatementsContent>>> other = statementsOf(database);
                if (other.isPresent()) {
                    return other.get();
                }
            }
        }
        return first;
    }

    /** What another database has of them; one that cannot be read has none. */
    private Optional<Reading<Optional<StatementsContent>>> statementsOf(String database) {
        try {
            return Optional.of(over(database, statements::read))
                    .filter(reading -> reading.content().isPresent());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** The relations of one database. */
    public Reading<RelationsContent> relations(String database, Depth depth) throws SQLException {
        RelationsProbe probe =
                relations.computeIfAbsent(database, name -> new RelationsProbe(settings.monitoringViews()));
        synchronized (probe) {
            return over(database, connection -> probe.read(connection, depth));
        }
    }

    /** What the planner says to a question; of a database that is not watched, nothing. */
    public PlanAnswer plan(PlanQuestion question) throws SQLException {
        return over(question.database(), connection -> PlanProbe.answer(connection, question));
    }

    /** The databases that are to be read and can be. */
    public List<String> selected(InstanceFacts facts) {
        List<String> names = facts.databases().stream()
                .filter(database -> !database.template() && database.allowsConnections())
                .map(DatabaseFacts::name)
                .filter(settings.databases()::selects)
                .toList();
        relations.keySet().retainAll(names);
        return names;
    }
}
