package dev.tickbird.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.tickbird.cli.Main;
import dev.tickbird.embedded.PostgresServer;
import dev.tickbird.schemas.finding.CheckReport;
import dev.tickbird.schemas.finding.CheckReport.Unknown;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.wire.Codec;
import dev.tickbird.testkit.TestDatabase;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One run of {@code tickbird check} in this process. */
record CheckRun(int exitCode, String said, String complained) {
    /** The published schema: every report of every test is held against it. */
    private static final JsonSchema SCHEMA = schema();

    /** As the superuser, with one look unless an interval is given. */
    static CheckRun of(TestDatabase database, String... options) {
        PostgresServer server = database.server();
        return of(url(database, server.superuser(), server.password()), options);
    }

    static CheckRun of(String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of("check", url));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--interval")) {
            arguments.addAll(List.of("--interval", "0"));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments.toArray(String[]::new));
        return new CheckRun(code, out.toString(), err.toString());
    }

    /** The JSON report of a run as the superuser. */
    static CheckReport report(TestDatabase database, String... options) {
        return of(database, json(options)).report();
    }

    static String[] json(String... options) {
        return Stream.concat(Stream.of("--format", "json"), Stream.of(options)).toArray(String[]::new);
    }

    CheckReport report() {
        assertThat(exitCode).as(complained).isZero();
        assertThat(SCHEMA.validate(said, InputFormat.JSON)).as(said).isEmpty();
        return Codec.decode(said.getBytes(StandardCharsets.UTF_8), CheckReport.class);
    }

    static String url(TestDatabase database, String user, String password) {
        return "postgres://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(
                        encoded(user),
                        encoded(password),
                        database.server().host(),
                        database.server().port(),
                        encoded(database.name()));
    }

    /** {@code rule name}, provisional findings left out. */
    static List<String> found(CheckReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.provisional())
                .map(finding -> finding.rule() + " " + finding.subject().label())
                .toList();
    }

    static List<String> unknown(CheckReport report) {
        return report.unknown().stream().map(CheckRun::name).toList();
    }

    static Finding finding(CheckReport report, String rule, String label) {
        return report.findings().stream()
                .filter(finding ->
                        finding.rule().equals(rule) && finding.subject().label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " " + label + " is not among " + found(report)));
    }

    private static String name(Unknown unknown) {
        return unknown.rule() + " " + unknown.subject().label();
    }

    private static JsonSchema schema() {
        InputStream schema = Codec.class.getResourceAsStream("/schemas/check-report/v1.json");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        Objects.requireNonNull(schema, "the schema is in the jar"),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
