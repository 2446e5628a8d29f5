package dev.tickbird.cli.view;

import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.cli.ExitCode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;
import dev.tickbird.cli.check.ServerLook;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.runtime.config.NearestName;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A view of one server: looks, sorts, shows, and looks again when asked to. */
abstract class ViewCommand implements Callable<Integer> {
    static final String READS_ONLY = "Reads only. The password comes from the URL, from PGPASSWORD or from ~/.pgpass.";
    private static final int USUAL_ROWS = 50;
    private static final String CLEAR = "\u001b[H\u001b[2J";

    /** How a view is written. */
    enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Parameters(paramLabel = "URL", description = "postgres://user@host:port/database?sslmode=verify-full")
    private String url = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table (default), json or csv",
            defaultValue = "TABLE")
    private Format format = Format.TABLE;

    @Option(names = "--sort", paramLabel = "COLUMN", description = "by this column, named as in json")
    private @Nullable String sort;

    @Option(names = "--reverse", description = "the other way round")
    private boolean reverse;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "how many rows at most (default: 50 in a table, all otherwise)")
    private @Nullable Integer limit;

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            arity = "0..1",
            fallbackValue = "2s",
            description =
                    "look again and again, every 2 s or every TIME, until Ctrl-C; counters are shown as what they grew by")
    private @Nullable String watch;

    @Option(names = "--looks", paramLabel = "N", description = "with --watch: end after so many looks")
    private int looks = Integer.MAX_VALUE;

    @Option(names = "--all-databases", description = "every database of the server, not only the URL's")
    private boolean allDatabases;

    @Spec
    private @Nullable CommandSpec spec;

    abstract List<Column> columns();

    /** In the order that most people want. */
    abstract List<Row> rows(Look look);

    /** What is said when there are no rows. */
    abstract String none();

    /** Only objects of this schema; null for all. */
    @Nullable
    String schema() {
        return null;
    }

    @Override
    public Integer call() throws InterruptedException {
        int column = sort == null ? -1 : column(sort);
        if (limit != null && limit < 1) {
            throw new Problem("--limit " + limit + ": give 1 or more", Problem.USAGE);
        }
        Duration pause = watch == null ? Duration.ZERO : pause(watch);
        try (ServerLook server = ServerLook.at(url, allDatabases)) {
            Observed now = server.look();
            show(server.name(), new Look(null, now, schema()), column);
            for (int look = 2; watch != null && look <= looks; look++) {
                Observed before = now;
                now = server.lookAfter(pause);
                show(server.name(), new Look(before, now, schema()), column);
            }
            return ExitCode.OK;
        }
    }

    private static Duration pause(String written) {
        try {
            Duration pause = HumanDuration.parse(written);
            if (pause.compareTo(Duration.ofMillis(500)) < 0) {
                throw new Problem("--watch " + written + ": the shortest is 500ms", Problem.USAGE);
            }
            return pause;
        } catch (IllegalArgumentException e) {
            throw new Problem("--watch: " + e.getMessage(), Problem.USAGE);
        }
    }

    private int column(String name) {
        List<String> keys = columns().stream().map(Column::key).toList();
        int column = keys.indexOf(name);
        if (column < 0) {
            throw new Problem(
                    "--sort " + name + ": there is no such column"
                            + NearestName.to(name, keys)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse("")
                            + " (one of: " + String.join(", ", keys) + ")",
                    Problem.USAGE);
        }
        return column;
    }

    private void show(String server, Look look, int column) {
        List<Row> all = sorted(rows(look), column);
        int most = limit != null ? limit : format == Format.TABLE ? USUAL_ROWS : Integer.MAX_VALUE;
        Sheet sheet = new Sheet(columns(), all.stream().limit(most).toList());
        PrintWriter out = out();
        switch (format) {
            case TABLE -> table(server, look, sheet, all.size(), out);
            case JSON -> sheet.json(out);
            case CSV -> sheet.csv(out);
        }
        out.flush();
    }

    private List<Row> sorted(List<Row> rows, int column) {
        List<Row> sorted = rows;
        if (column >= 0) {
            Comparator<Row> order =
                    Comparator.comparing((Row row) -> row.cells().get(column), Cell::compare);
            sorted = rows.stream()
                    .sorted(columns().get(column).kind() == Column.Kind.FIGURE ? largestFirst(column) : order)
                    .toList();
        }
        return reverse ? sorted.reversed() : sorted;
    }

    private static Comparator<Row> largestFirst(int column) {
        return Comparator.comparing((Row row) -> row.cells().get(column), (a, b) -> {
            boolean known = a.raw() != null && b.raw() != null;
            return known ? Cell.compare(b, a) : Cell.compare(a, b);
        });
    }

    private void table(String server, Look look, Sheet sheet, int all, PrintWriter out) {
        if (watch != null) {
            if (Terminal.ofThisProcess().attended()) {
                out.print(CLEAR);
            }
            out.println(Plain.text(server) + "  " + look.at().truncatedTo(ChronoUnit.SECONDS));
        }
        if (sheet.rows().isEmpty()) {
            out.println(none());
            return;
        }
        sheet.table(out, Screen.width());
        if (sheet.rows().size() < all) {
            out.println((all - sheet.rows().size()) + " more: --limit " + all);
        }
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        return spec.commandLine().getOut();
    }
}
