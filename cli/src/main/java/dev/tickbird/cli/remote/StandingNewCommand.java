package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.Terminal;
import dev.tickbird.cli.keys.KeyFolder;
import dev.tickbird.runtime.config.HumanDuration;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.schemas.common.Risk;
import dev.tickbird.schemas.decision.StandingApproval;
import dev.tickbird.schemas.wire.CanonicalJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickbird standing new}. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Approves ahead what is within these bounds, signed here with your own key.",
        footer = {
            "",
            "Example:",
            "  tickbird standing new --instance 'orders-*' --database shop --action analyze --object 'public.*' --for 90d",
            "",
            "What it covers is approved in your name without a question, until it ends or is revoked. The executor checks the"
                    + " signature, every bound and that it still stands, by itself.",
            "The key: --key, else ~/.config/tickbird/keys/YOUR-NAME.jwk.json, else the only one there (tickbird keys new).",
            "",
            Connection.HELP,
            Connection.HELP_TOKEN
        })
final class StandingNewCommand extends RemoteCommand {
    @Option(
            names = "--instance",
            paramLabel = "PATTERN",
            required = true,
            description = "instances; repeatable, * for all")
    private List<String> instances = List.of();

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "a tag that the instance must have; repeatable")
    private Map<String, String> tags = Map.of();

    @Option(
            names = "--database",
            paramLabel = "PATTERN",
            required = true,
            description = "databases; repeatable, * for all")
    private List<String> databases = List.of();

    @Option(
            names = "--action",
            paramLabel = "TYPE",
            required = true,
            description = "analyze, vacuum, refresh-materialized-view or reindex-index; repeatable")
    private List<String> actions = List.of();

    @Option(
            names = "--object",
            paramLabel = "PATTERN",
            required = true,
            description = "relations or indexes as schema.name; repeatable, * for all")
    private List<String> objects = List.of();

    @Option(
            names = "--risk",
            paramLabel = "RISK",
            defaultValue = "low",
            description = "the highest risk: low (default), medium or high")
    private Risk risk = Risk.LOW;

    @Option(
            names = "--runs-per-day",
            paramLabel = "N",
            defaultValue = "50",
            description = "how many may begin within a day on each instance (default: ${DEFAULT-VALUE})")
    private int runsPerDay = 50;

    @Option(names = "--for", paramLabel = "TIME", required = true, description = "how long, e.g. 90d; at most 400d")
    private String lasting = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept with it")
    private @Nullable String reason;

    @Option(names = "--key", paramLabel = "FILE", description = "sign with this private key")
    private @Nullable Path keyFile;

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        String me = console.get("me").path("name").asText();
        StandingApproval approval = approval(me);
        SigningKey key = KeyFolder.signing(keyFile, me);
        show(approval, out);
        Question.ask(Terminal.ofThisProcess(), "Approve all of this ahead?", yes);
        console.approveAhead(key.sign(CanonicalJson.bytes(approval), StandingApproval.JWS_TYPE));
        out.println("Approved ahead until " + Times.brief(approval.until()) + ". End it with: tickbird standing revoke "
                + approval.id());
        return 0;
    }

    private StandingApproval approval(String me) {
        try {
            Instant now = InstantSource.system().instant();
            return new StandingApproval(
                    UUID.randomUUID().toString(),
                    me,
                    reason,
                    instances,
                    tags,
                    databases,
                    actions,
                    objects,
                    risk,
                    runsPerDay,
                    now,
                    now.plus(HumanDuration.parse(lasting)));
        } catch (IllegalArgumentException e) {
            throw new Problem(String.valueOf(e.getMessage()), Problem.USAGE);
        }
    }

    private static void show(StandingApproval approval, PrintWriter out) {
        Sheet sheet = new Sheet(out);
        sheet.title("bold", "standing", "approval by " + approval.by());
        sheet.line(
                "instances",
                String.join(", ", approval.instances())
                        + (approval.tags().isEmpty() ? "" : " with " + approval.tags()));
        sheet.line("databases", String.join(", ", approval.databases()));
        sheet.line(
                "actions",
                String.join(", ", approval.actions()) + ", up to "
                        + approval.highestRisk().label() + " risk");
        sheet.line("objects", String.join(", ", approval.objects()));
        sheet.line("runs", "at most " + approval.runsPerDay() + " a day on each instance");
        sheet.line("until", Times.brief(approval.until()));
        sheet.line("reason", approval.reason());
    }
}
