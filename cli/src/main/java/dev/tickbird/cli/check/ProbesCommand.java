package dev.tickbird.cli.check;

import dev.tickbird.collector.probe.PlanStatements;
import dev.tickbird.collector.probe.Query;
import dev.tickbird.postgres.SqlStatement;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tickbird probes}: every query that check and the collector send. */
@Command(
        name = "probes",
        mixinStandardHelpOptions = true,
        description = "Lists every query that check and the collector send to a server; with --sql, their text.")
public final class ProbesCommand implements Callable<Integer> {
    /** The oldest version that is watched: files without a version of their own are for it and all later ones. */
    private static final String OLDEST = "13";

    @Option(names = "--sql", description = "print the statements themselves")
    private boolean sql;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Query query : Query.values()) {
            query.variants().forEach(statement -> print(statement, out));
        }
        if (sql) {
            out.println(PlanStatements.described());
        }
        out.flush();
        return 0;
    }

    private void print(SqlStatement statement, PrintWriter out) {
        String from = statement.variant().equals("default") ? OLDEST : statement.variant();
        out.println((sql ? "-- " : "") + statement.name() + ", from PostgreSQL " + from);
        if (sql) {
            out.println(statement.header().stripTrailing());
            out.println(statement.text().strip() + "\n;\n");
        }
    }
}
