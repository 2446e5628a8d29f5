package dev.tickbird.cli.check;

import dev.tickbird.analyzer.examine.Examination;
import dev.tickbird.analyzer.examine.Examined;
import dev.tickbird.analyzer.examine.Observed;
import dev.tickbird.analyzer.rule.Evaluator;
import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.HtmlReport;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.cli.report.TextReport;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.schemas.common.ServerVersion;
import dev.tickbird.schemas.common.Severity;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.snapshot.Gap;
import dev.tickbird.schemas.snapshot.InstanceSnapshot;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickbird check URL}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Looks at one server, applies the rules and prints what it finds. Reads only; needs no Kafka.",
        footer = {
            "",
            "The password comes from the URL, from PGPASSWORD or from ~/.pgpass.",
            "A plain login works; what it may not read is listed with the grant that would help (see setup-sql).",
        })
public final class CheckCommand implements Callable<Integer> {
    /** How the report is written. */
    enum Format {
        TEXT,
        JSON,
        HTML
    }

    @Parameters(paramLabel = "URL", description = "postgres://user@host:port/database?sslmode=verify-full")
    private String url = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (default), json or html",
            defaultValue = "TEXT")
    private Format format = Format.TEXT;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description =
                    "exit with 1 when a finding is at least info, warning, critical or emergency (provisional ones do not count)")
    private @Nullable Severity failOn;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description =
                    "between the two looks that changes are measured by; 0 for one look (default: ${DEFAULT-VALUE})",
            defaultValue = "2s")
    private String interval = "2s";

    @Option(names = "--schema", paramLabel = "NAME", description = "only findings of this schema; repeatable")
    private List<String> schemas = List.of();

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "only this rule, or a pattern such as index.*; repeatable")
    private List<String> ruleIds = List.of();

    @Option(
            names = "--set",
            paramLabel = "RULE.THRESHOLD=VALUE",
            description = "another threshold, e.g. index.unused.min-bytes=1; repeatable")
    private List<String> settings = List.of();

    @Option(
            names = "--each",
            description =
                    "every finding by itself: otherwise more than 100 of one rule in one database are told as one, and"
                            + " so are those of the partitions of one table")
    private boolean each;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description =
                    "leave out what this report, written with --format json --each, has already, unless it is worse now")
    private @Nullable Path baselineFile;

    @Option(names = "--all-databases", description = "every database of the server, not only the URL's")
    private boolean allDatabases;

    private Baseline baseline = Baseline.NONE;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RuleSet rules = RuleSet.discovered().with(ThresholdSettings.parse(settings));
        checkRules(rules);
        baseline = baselineFile == null ? Baseline.NONE : Baseline.read(baselineFile);
        CheckReport report = look(new Evaluator(rules), between());
        PrintWriter out = out();
        switch (format) {
            case TEXT -> new TextReport(out, Screen.width()).write(report);
            case JSON -> out.println(Codec.pretty(report));
            case HTML -> new HtmlReport(out).write(report);
        }
        out.flush();
        return failOn != null && report.findings().stream().anyMatch(this::fails) ? Problem.FOUND : 0;
    }

    private Duration between() {
        try {
            return HumanDuration.parse(interval);
        } catch (IllegalArgumentException e) {
            throw new Problem("--interval: " + e.getMessage(), Problem.USAGE);
        }
    }

    private boolean fails(Finding finding) {
        return failOn != null && !finding.provisional() && finding.severity().atLeast(failOn);
    }

    private CheckReport look(Evaluator evaluator, Duration between) throws InterruptedException {
        try (ServerLook server = ServerLook.at(url, allDatabases)) {
            Observed first = server.look();
            Observed before = null;
            Observed now = first;
            if (between.isPositive()) {
                before = first;
                now = server.lookAfter(between);
            }
            return report(server.name(), now, Examination.asking(before, now, evaluator, server::plan));
        }
    }

    private CheckReport report(String target, Observed now, Examined examined) {
        InstanceSnapshot instance = now.instance();
        List<Gap> gaps = new ArrayList<>(instance.header().gaps());
        now.relations().forEach(relations -> gaps.addAll(relations.header().gaps()));
        double cost = instance.header().costMillis()
                + now.relations().stream()
                        .mapToDouble(relations -> relations.header().costMillis())
                        .sum()
                + (now.statements() == null ? 0 : now.statements().header().costMillis())
                + (now.activity() == null ? 0 : now.activity().header().costMillis());
        ServerVersion version = instance.header().serverVersion();
        if (version == null) {
            throw new Problem("the server did not tell its version", Problem.UNREACHABLE);
        }
        return new CheckReport(
                target,
                version,
                instance.header().takenAt(),
                cost,
                each ? examined.each(this::wanted) : examined.rolledUp(this::wanted),
                examined.unknown().stream()
                        .filter(open -> wanted(open.rule(), Subjects.schema(open.subject())))
                        .toList(),
                gaps.stream().distinct().toList(),
                examined.optOuts().stream()
                        .filter(optOut -> wanted(optOut.rule(), Subjects.schema(optOut.subject())))
                        .toList());
    }

    private boolean wanted(Finding finding) {
        return !baseline.knows(finding) && wanted(finding.rule(), Subjects.schema(finding.subject()));
    }

    private boolean wanted(String rule, @Nullable String schema) {
        boolean ruleFits =
                ruleIds.isEmpty() || ruleIds.stream().anyMatch(pattern -> DatabaseSelection.matches(pattern, rule));
        return ruleFits && (schemas.isEmpty() || (schema != null && schemas.contains(schema)));
    }

    private void checkRules(RuleSet rules) {
        for (String pattern : ruleIds) {
            if (rules.rules().stream()
                    .noneMatch(rule ->
                            DatabaseSelection.matches(pattern, rule.info().id()))) {
                throw new Problem(
                        "--rule " + pattern + ": there is no such rule; there are "
                                + rules.rules().stream()
                                        .map(rule -> rule.info().id())
                                        .toList(),
                        Problem.USAGE);
            }
        }
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        return spec.commandLine().getOut();
    }
}
