package dev.tickbird.benchmarks.collection;

import dev.tickbird.benchmarks.collection.Captured.Sent;
import dev.tickbird.benchmarks.collection.Costs.Part;
import dev.tickbird.benchmarks.collection.Traffic.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements as Markdown. */
final class Report {
    private Report() {}

    static List<String> costs(Costs costs) {
        List<String> lines = new ArrayList<>();
        double full = costs.full(Part.RELATIONS).median();
        lines.add("| one look | server CPU, ms: min / median / max | of our full snapshot |");
        lines.add("| --- | ---: | ---: |");
        for (Part part : List.of(Part.FIRST, Part.RELATIONS)) {
            String which = part == Part.FIRST ? "Tickbird, first" : "Tickbird, full";
            lines.add(cost(which + " snapshot, all kinds", costs.full(part), full));
            lines.add(cost(which + " snapshot, relations and statements", costs.relationsAndStatements(part), full));
        }
        for (Part part : List.of(Part.REST, Part.SOME, Part.EVERY)) {
            lines.add(cost("Tickbird, " + part.title(), costs.of(part), full));
        }
        for (Peer peer : Peer.values()) {
            lines.add(cost(peer.title(), costs.of(peer), full));
        }
        lines.add("");
        lines.add("| part of it | server CPU, ms: min / median / max |");
        lines.add("| --- | ---: |");
        for (Part part : Part.values()) {
            lines.add("| Tickbird: " + part.title() + " | " + costs.of(part) + " |");
        }
        for (Peer peer : Peer.values()) {
            peer.statements().forEach(statement -> lines.add("| " + statement + " | " + costs.of(statement) + " |"));
        }
        return lines;
    }

    private static String cost(String who, Series series, double full) {
        return String.format(Locale.ROOT, "| %s | %s | %.2f |", who, series, series.median() / full);
    }

    static List<String> traffic(List<Look> looks) {
        List<String> lines = new ArrayList<>();
        lines.add("| sent to Kafka | records | bytes of values | in batches, zstd 1 |");
        lines.add("| --- | ---: | ---: | ---: |");
        for (Look look : looks) {
            lines.add(sent(look.what() + ": relations", look.relations()));
            lines.add(sent(look.what() + ": statements", look.statements()));
        }
        return lines;
    }

    private static String sent(String what, List<Sent> records) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %,d |",
                what,
                records.size(),
                records.stream().mapToInt(sent -> sent.value().length).sum(),
                records.stream().mapToInt(Sent::compressed).sum());
    }

    static List<String> judging(Series rules, Series topology) {
        return List.of(
                "| the analyzer, for one full snapshot | CPU of its thread, ms: min / median / max |",
                "| --- | ---: |",
                "| rules alone | " + rules + " |",
                "| whole topology: parsing, stores, rules, findings | " + topology + " |");
    }
}
