package dev.tickbird.benchmarks.bloat;

import dev.tickbird.benchmarks.bloat.Measuring.Measured;
import dev.tickbird.embedded.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how far the bloat estimates are from what a rebuild gives back, and prints Markdown. */
@Command(
        name = "bloat-accuracy",
        mixinStandardHelpOptions = true,
        description =
                "Measures how far the bloat estimates are from what a rebuild gives back, on servers that it starts.")
public final class BloatAccuracy implements Callable<Integer> {
    /** How many rows the larger tables have. */
    enum Scale {
        SMALL(60_000),
        FULL(300_000);

        private final int rows;

        Scale(int rows) {
            this.rows = rows;
        }
    }

    @Option(
            names = "--majors",
            paramLabel = "MAJOR",
            split = ",",
            defaultValue = "13,18",
            description = "default: ${DEFAULT-VALUE}")
    private List<Integer> majors = List.of();

    @Option(names = "--scale", paramLabel = "SCALE", defaultValue = "SMALL", description = "small (default) or full")
    private Scale scale = Scale.SMALL;

    @Option(
            names = "--large",
            paramLabel = "ROWS",
            arity = "0..1",
            fallbackValue = "24000000",
            description =
                    "one table instead, of so many rows (default: ${FALLBACK-VALUE}, which are 5.5 GB and need 20 GB of"
                            + " disk); takes half an hour for each major")
    private @Nullable Integer large;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BloatAccuracy())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws SQLException, InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        if (!PostgresServer.majors().containsAll(majors)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--majors: there are "
                            + PostgresServer.majors().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")));
        }
        for (int major : majors) {
            int rows = large == null ? scale.rows : large;
            Measured measured = large == null ? Measuring.small(major, rows) : Measuring.large(major, rows);
            Report.lines(major, rows, measured).forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }
}
