package dev.tickbird.cli.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.backtest.Comparison.Changed;
import dev.tickbird.cli.backtest.Replay.Said;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.common.Figures;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what a backtest found. */
final class BacktestReport {
    private BacktestReport() {}

    static void text(Said before, Said after, Comparison comparison, PrintWriter out) {
        out.println(before.records() + " records" + span(before) + "; "
                + before.episodes().size() + " findings as the thresholds are, "
                + after.episodes().size() + " with the changed ones");
        if (comparison.isEmpty()) {
            out.println("Nothing would have been said otherwise.");
        }
        section("Would appear", "+", comparison.appear(), out);
        section("Would disappear", "-", comparison.disappear(), out);
        if (!comparison.differ().isEmpty()) {
            out.println();
            out.println("Would differ");
            for (Changed changed : comparison.differ()) {
                out.println("  ~ " + line(changed.after()));
                out.println("      " + word(changed.before()) + " → " + word(changed.after()));
            }
        }
    }

    static void json(Said before, Said after, Comparison comparison, PrintWriter out) {
        ObjectNode report = Codec.mapper().createObjectNode();
        report.put("records", before.records());
        report.put("from", before.from() == null ? null : before.from().toString());
        report.put("to", before.to() == null ? null : before.to().toString());
        replay(report.putObject("before"), before);
        replay(report.putObject("after"), after);
        episodes(report.putArray("appear"), comparison.appear());
        episodes(report.putArray("disappear"), comparison.disappear());
        ArrayNode differ = report.putArray("differ");
        for (Changed changed : comparison.differ()) {
            ObjectNode both = differ.addObject();
            both.set("before", episode(changed.before()));
            both.set("after", episode(changed.after()));
        }
        out.println(Codec.pretty(report));
    }

    private static void replay(ObjectNode node, Said said) {
        node.put("findings", said.episodes().size());
        node.put("sha256", said.digest());
    }

    private static void episodes(ArrayNode list, List<Episode> episodes) {
        episodes.forEach(episode -> list.add(episode(episode)));
    }

    private static ObjectNode episode(Episode episode) {
        return Codec.mapper().valueToTree(episode);
    }

    private static void section(String title, String mark, List<Episode> episodes, PrintWriter out) {
        if (!episodes.isEmpty()) {
            out.println();
            out.println(title);
            episodes.forEach(episode -> out.println("  " + mark + " " + line(episode)));
        }
    }

    private static String line(Episode episode) {
        return Plain.text(episode.instance() + "  " + word(episode) + "  " + episode.rule() + "  " + episode.subject())
                + "  "
                + episode.since().truncatedTo(ChronoUnit.SECONDS) + "  "
                + (episode.until() == null
                        ? "open at the end"
                        : "for " + Figures.span(Duration.between(episode.since(), episode.until())));
    }

    private static String word(Episode episode) {
        return episode.worst().label() + (episode.provisional() ? ", provisional" : "");
    }

    private static String span(Said said) {
        return span(said.from(), said.to());
    }

    private static String span(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? ""
                : " from " + from.truncatedTo(ChronoUnit.SECONDS) + " to " + to.truncatedTo(ChronoUnit.SECONDS);
    }
}
