package dev.tickbird.cli.check;

import dev.tickbird.cli.Problem;
import dev.tickbird.executor.setup.ExecutorSetup;
import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.Identifier;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird setup-sql}: the least-privilege roles, to read and to run. */
@Command(
        name = "setup-sql",
        mixinStandardHelpOptions = true,
        description =
                "Prints the SQL that makes the least-privilege roles. Read it, then run it with psql as a superuser.")
public final class SetupSqlCommand implements Callable<Integer> {
    private static final int OLDEST = 13;
    private static final int NEWEST = 18;

    @Option(
            names = "--monitor",
            paramLabel = "ROLE",
            defaultValue = "tickbird_monitor",
            description = "the monitoring login (default: ${DEFAULT-VALUE})")
    private String monitor = "tickbird_monitor";

    @Option(
            names = "--executor",
            paramLabel = "ROLE",
            description = "also print what makes this login, which runs actions, and the fence")
    private @Nullable String executor;

    @Option(
            names = "--owner",
            paramLabel = "ROLE",
            description = "a role that owns tables which actions mend; repeat it, or separate several by commas",
            split = ",")
    private List<String> owners = List.of();

    @Option(
            names = "--signal",
            paramLabel = "ROLE",
            defaultValue = "tickbird_signal",
            description = "the login that cancels and terminates sessions (default: ${DEFAULT-VALUE})")
    private String signal = "tickbird_signal";

    @Option(
            names = "--slots",
            paramLabel = "ROLE",
            defaultValue = "tickbird_slots",
            description =
                    "the login that drops replication slots, made where drop-replication-slot is among the actions (default: ${DEFAULT-VALUE})")
    private String slots = "tickbird_slots";

    @Option(
            names = "--actions",
            paramLabel = "TYPE",
            split = ",",
            defaultValue =
                    "analyze,vacuum,reindex-index,create-index,drop-index,set-table-storage,validate-constraint,refresh-materialized-view,cancel-backend,terminate-backend",
            description = "the actions that it may run (default: ${DEFAULT-VALUE})")
    private List<String> actions = List.of();

    @Option(
            names = "--server-version",
            paramLabel = "MAJOR",
            defaultValue = "18",
            description = "the server's major version, 13 to 18 (default: ${DEFAULT-VALUE})")
    private int major = NEWEST;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("-- Once per server:");
        out.println(MonitoringSetup.roles(new Identifier(monitor)));
        out.println("-- In every watched database:");
        out.println(MonitoringSetup.database(new Identifier(monitor)));
        if (executor != null) {
            print(setup(new Identifier(executor)), out);
        }
        out.flush();
        return 0;
    }

    private ExecutorSetup setup(Identifier login) {
        if (major < OLDEST || major > NEWEST) {
            throw new Problem(
                    "--server-version is " + major + ": PostgreSQL " + OLDEST + " to " + NEWEST + " are supported",
                    Problem.USAGE);
        }
        List<String> unknown =
                actions.stream().filter(type -> !Action.types().contains(type)).toList();
        if (!unknown.isEmpty()) {
            throw new Problem(
                    "--actions names " + String.join(", ", unknown) + ": known are "
                            + String.join(", ", Action.types()),
                    Problem.USAGE);
        }
        return new ExecutorSetup(
                login,
                new Identifier(signal),
                new Identifier(slots),
                new Identifier(monitor),
                owners.stream().map(Identifier::new).toList(),
                Set.copyOf(actions),
                major);
    }

    private void print(ExecutorSetup setup, PrintWriter out) {
        out.println(
                "-- For the executor, once per server, as a superuser. Give passwords with \\password: they are not part of this script.");
        setup.server().forEach(line -> out.println(line + ";"));
        if (setup.dropsSlots()) {
            out.println(
                    "-- Who may replicate can copy the whole server. In pg_hba.conf, before any other line for replication:");
            out.println("--   host replication " + new Identifier(slots).sql() + " all reject");
            out.println("-- It connects to the maintenance database alone, and stays a member of nothing.");
        }
        if (owners.isEmpty() && setup.owning()) {
            out.println("-- Nobody owns what it is to mend: name the owners with --owner.");
        }
        List<String> grants = setup.database();
        if (!grants.isEmpty()) {
            out.println();
            out.println("-- In every database that actions run in; again after tables were added:");
            grants.forEach(line -> out.println(line + ";"));
        }
        out.println();
        out.println("-- In the maintenance database, after the lines above:");
        out.println(setup.fence());
    }
}
