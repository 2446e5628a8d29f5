package dev.tickbird.cli.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.cli.report.Screen;
import dev.tickbird.runtime.audit.Anchors;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What {@code audit verify} says. */
final class VerifyReport {
    private VerifyReport() {}

    static void text(List<ChainReport> reports, Map<String, Integer> older, Anchors anchors, PrintWriter out) {
        for (ChainReport report : reports) {
            out.println(Screen.styled(report.whole() ? "green" : "bold,red", report.whole() ? "whole " : "BROKEN")
                    + "  " + Plain.text(report.chain()) + ": " + range(report));
            report.faults().forEach(fault -> out.println("        " + Plain.text(line(fault))));
        }
        older.forEach((instance, count) -> out.println("        " + Plain.text(instance) + ": " + count
                + (count == 1 ? " outcome is" : " outcomes are")
                + " from before its executor kept a chain: nothing can be said of them"));
        if (anchors.history().isEmpty()) {
            out.println("Without --anchor nobody can tell whether all of it was replaced by something older.");
        }
    }

    private static String range(ChainReport report) {
        Long from = report.from();
        if (from == null) {
            return report.records() == 0 ? "nothing is kept" : report.records() + " in no chain";
        }
        String signers = report.signers().isEmpty() ? "" : ", signed by " + String.join(", ", report.signers());
        String before =
                from == 0 ? "" : "; of what was before " + from + ", and is not kept any more, nothing can be said";
        return from + " to " + report.to() + signers + before;
    }

    private static String line(Fault fault) {
        String which = fault.from() < 0
                ? ""
                : fault.from() == fault.to() ? fault.from() + " " : fault.from() + " to " + fault.to() + " ";
        String where = fault.where() == null ? "" : " (" + fault.where() + ")";
        return which + fault.kind().label() + where + ": " + fault.what()
                + (fault.accepted() ? "; accepted in the anchor file" : "");
    }

    static void json(List<ChainReport> reports, Map<String, Integer> older, PrintWriter out) {
        ObjectNode document = Codec.mapper().createObjectNode();
        document.put("whole", reports.stream().allMatch(ChainReport::whole));
        ArrayNode chains = document.putArray("chains");
        for (ChainReport report : reports) {
            ObjectNode chain = chains.addObject()
                    .put("chain", report.chain())
                    .put("whole", report.whole())
                    .put("from", report.from())
                    .put("to", report.to())
                    .put("records", report.records());
            chain.putPOJO("signers", report.signers());
            ArrayNode faults = chain.putArray("faults");
            report.faults().forEach(fault -> fault(fault, faults.addObject()));
        }
        document.putPOJO("olderThanTheChain", older);
        out.println(Codec.pretty(document));
    }

    private static void fault(Fault fault, ObjectNode into) {
        into.put("kind", fault.kind().label());
        if (fault.from() >= 0) {
            into.put("from", fault.from()).put("to", fault.to());
        }
        into.put("where", fault.where()).put("what", fault.what()).put("accepted", fault.accepted());
    }
}
