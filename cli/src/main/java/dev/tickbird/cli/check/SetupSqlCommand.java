package dev.tickbird.cli.check;

import dev.tickbird.postgres.MonitoringSetup;
import dev.tickbird.schemas.common.Identifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    @Option(
            names = "--monitor",
            paramLabel = "ROLE",
            defaultValue = "tickbird_monitor",
            description = "the monitoring login (default: ${DEFAULT-VALUE})")
    private String monitor = "tickbird_monitor";

    @Option(
            names = "--executor",
            paramLabel = "ROLE",
            description =
                    "also print the fence for this login, which runs actions; it must own, or be a member of the owners of, what it mends")
    private @Nullable String executor;

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
            out.println("-- In the maintenance database, after the lines above:");
            out.println(fence(new Identifier(monitor), new Identifier(executor)));
        }
        out.flush();
        return 0;
    }

    private static String fence(Identifier monitor, Identifier executor) {
        try (InputStream in = SetupSqlCommand.class.getResourceAsStream("/sql/setup/fence.sql")) {
            if (in == null) {
                throw new IllegalStateException("resource /sql/setup/fence.sql is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{monitor}", monitor.sql())
                    .replace("{executor}", executor.sql());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
