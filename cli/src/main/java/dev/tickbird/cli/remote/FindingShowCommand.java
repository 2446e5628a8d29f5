package dev.tickbird.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.PlainJson;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.common.Measure;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickbird findings show ID}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one finding in full.",
        footer = {"", Connection.HELP})
final class FindingShowCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "of the finding; its beginning is enough if only one fits")
    private String id = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json", defaultValue = "TABLE")
    private Listing.Format format = Listing.Format.TABLE;

    @Override
    int run(ConsoleClient console, PrintWriter out) {
        JsonNode node = console.get("findings/" + Ids.finding(console, id));
        if (format == Listing.Format.JSON) {
            PlainJson.print(node, out);
        } else {
            print(finding(node), node.path("overlay"), out);
        }
        return 0;
    }

    private static void print(Finding finding, JsonNode overlay, PrintWriter out) {
        Sheet sheet = new Sheet(out);
        String severity = finding.severity().label();
        sheet.title(Listing.style(severity), severity, finding.title());
        sheet.line("id", finding.id().value());
        sheet.line("rule", finding.rule());
        sheet.line(
                "state",
                finding.state().name().toLowerCase(Locale.ROOT) + (finding.provisional() ? ", provisional" : ""));
        sheet.line("unknown since", finding.unknownReason());
        sheet.line("people say", said(finding, overlay));
        sheet.line("instance", finding.instance().value());
        sheet.line("subject", finding.subject().label());
        sheet.line("database", finding.subject().inDatabase());
        sheet.line("since", Times.brief(finding.since()) + ", last seen " + Times.brief(finding.lastSeen()));
        sheet.line("what", finding.explanation());
        finding.evidence().forEach(measure -> sheet.line("measured", measured(measure)));
        sheet.line("what to do", finding.remedy());
        sheet.statements(finding.statements());
        sheet.line("brings", Sheet.measures(finding.expectedGain()));
        sheet.line(
                "caused by",
                finding.causedBy() == null ? null : finding.causedBy().value());
    }

    private static @Nullable String said(Finding finding, JsonNode overlay) {
        String by = " by " + overlay.path("by").asText() + ": "
                + overlay.path("reason").asText();
        if (Times.ahead(overlay.path("waivedUntil").asText())) {
            return "waived until " + Times.brief(overlay.path("waivedUntil").asText()) + by;
        }
        return overlay.path("acknowledgedEpisode").asInt() == finding.episode() ? "acknowledged" + by : null;
    }

    private static String measured(Measure measure) {
        return measure.measure() + " " + Figures.of(measure)
                + (measure.threshold() == null
                        ? ""
                        : ", limit "
                                + Figures.of(new Measure(
                                        measure.measure(), measure.threshold(), measure.unit(), null, null)));
    }

    private static Finding finding(JsonNode node) {
        try {
            return Codec.mapper().treeToValue(node, Finding.class);
        } catch (JsonProcessingException e) {
            throw new Problem(
                    "the console's finding cannot be read here: is it of another version?", Problem.UNREACHABLE);
        }
    }
}
