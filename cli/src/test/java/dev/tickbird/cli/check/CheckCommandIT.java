package dev.tickbird.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickbird.cli.Problem;
import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.testkit.EveryMajor;
import dev.tickbird.testkit.HostileNames;
import dev.tickbird.testkit.TestDatabase;
import dev.tickbird.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** The command as people and jobs meet it: its exit codes, its complaints, and names that somebody chose to do harm. */
class CheckCommandIT {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u202a-\\u202e\\u2066-\\u2069]");

    @EveryMajor
    void findsNothingInAnEmptyDatabase(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);

        CheckReport report = CheckRun.report(database, "--fail-on", "info", "--schema", "public");

        assertThat(report.findings()).isEmpty();
        assertThat(report.serverVersion().major()).isEqualTo(major);
    }

    @EveryMajor
    void failsFromTheSeverityOnThatWasAsked(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        database.execute("CREATE TABLE t (a int)", "CREATE INDEX one ON t (a)", "CREATE INDEX two ON t (a)");

        assertThat(CheckRun.of(database, "--fail-on", "warning").exitCode()).isEqualTo(1);
        assertThat(CheckRun.of(database, "--fail-on", "critical", "--rule", "index.*")
                        .exitCode())
                .isZero();
        assertThat(CheckRun.of(database, "--fail-on", "warning", "--schema", "other")
                        .exitCode())
                .isZero();
        assertThat(CheckRun.of(database).said()).contains("two duplicates one", "DROP INDEX CONCURRENTLY public.two");
    }

    @EveryMajor(only = 18)
    void leavesOutWhatTheBaselineHas_whateverTheDatabaseIsCalled(int major, TestPostgres postgres, @TempDir Path folder)
            throws IOException {
        TestDatabase before = postgres.database(major);
        TestDatabase now = postgres.database(major);
        for (TestDatabase database : List.of(before, now)) {
            database.execute("CREATE TABLE t (a int)", "CREATE INDEX one ON t (a)", "CREATE INDEX two ON t (a)");
        }
        Path file = folder.resolve("baseline.json");
        Files.writeString(
                file, CheckRun.of(before, "--format", "json", "--each").said());

        CheckRun nothingNew = CheckRun.of(now, "--baseline", file.toString(), "--fail-on", "info");
        assertThat(nothingNew.exitCode()).as(nothingNew.said()).isZero();

        now.execute("CREATE INDEX three ON t (a)");
        CheckRun anotherOne = CheckRun.of(now, "--baseline", file.toString(), "--fail-on", "warning");
        assertThat(anotherOne.exitCode()).isEqualTo(1);
        assertThat(anotherOne.said()).contains("three duplicates").doesNotContain("two duplicates");

        Files.writeString(file, "[]");
        complains(CheckRun.of(now, "--baseline", file.toString()), 2, "--each");
        complains(CheckRun.of(now, "--baseline", folder.resolve("none").toString()), 2, "cannot be read");
    }

    @EveryMajor(only = 18)
    void printsHostileNamesHarmlessly(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major, "app?sslmode=require&user=x \"'<b>");
        Set<String> names = new TreeSet<>();
        for (String name : HostileNames.identifiers()) {
            String schema = new Identifier(name).sql();
            names.add(name);
            database.execute(
                    "CREATE SCHEMA " + schema,
                    "CREATE TABLE " + schema + ".t (a int)",
                    "CREATE INDEX one ON " + schema + ".t (a)",
                    "CREATE INDEX two ON " + schema + ".t (a)");
        }

        CheckReport report = CheckRun.report(database, "--rule", "index.duplicate");

        List<String> schemas = new ArrayList<>();
        report.findings().forEach(finding -> schemas.add(Subjects.schema(finding.subject())));
        assertThat(schemas).containsExactlyInAnyOrderElementsOf(names);
        String text = CheckRun.of(database, "--rule", "index.duplicate").said();
        assertThat(CONTROL.matcher(text).find())
                .as("control characters in the text")
                .isFalse();
        String page = CheckRun.of(database, "--rule", "index.duplicate", "--format", "html")
                .said();
        assertThat(page)
                .doesNotContain("<script>alert", "<img src=x", "<svg onload")
                .contains("&lt;script&gt;");
        report.findings()
                .forEach(finding -> database.execute(finding.statements().toArray(String[]::new)));
        assertThat(CheckRun.report(database, "--rule", "index.duplicate").findings())
                .isEmpty();
    }

    @EveryMajor(only = 18)
    void saysWhatIsWrongAndWhatHelps(int major, TestPostgres postgres) {
        TestDatabase database = postgres.database(major);
        int port = database.server().port();

        complains(
                CheckRun.of("postgres://nobody:s3cret-canary@127.0.0.1:" + port + "/postgres"),
                Problem.UNREACHABLE,
                "nobody");
        complains(
                CheckRun.of(CheckRun.url(database, database.server().superuser(), "s3cret-canary")),
                Problem.UNREACHABLE,
                "password");
        complains(
                CheckRun.of("postgres://u:s3cret-canary@127.0.0.1:1/x?sslmode=disable"),
                Problem.UNREACHABLE,
                "127.0.0.1:1");
        complains(CheckRun.of("postgres://u:s3cret-canary@127.0.0.1:x1/y"), Problem.USAGE, "port");
        complains(CheckRun.of("mysql://u:s3cret-canary@127.0.0.1/y"), Problem.USAGE, "postgres://");
        complains(CheckRun.of("postgres://u:s3cret-canary@127.0.0.1/y?sslmod=disable"), Problem.USAGE, "sslmode");
        complains(CheckRun.of(database, "--rule", "index.duplicat"), Problem.USAGE, "index.duplicat");
        complains(CheckRun.of(database, "--set", "index.unused.min-byte=1"), Problem.USAGE, "min-bytes");
        complains(CheckRun.of(database, "--set", "nonsense"), Problem.USAGE, "RULE.THRESHOLD=VALUE");
        complains(CheckRun.of(database, "--interval", "soon"), Problem.USAGE, "--interval");
    }

    private static void complains(CheckRun run, int code, String about) {
        assertThat(run.complained()).contains(about).doesNotContain("s3cret-canary", "\tat ");
        assertThat(run.exitCode()).as(run.complained()).isEqualTo(code);
        assertThat(run.said()).isEmpty();
    }
}
