package dev.tickbird.cli.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickbird.cli.fleet.FleetDiff.Field;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.fleet.TargetSpec;
import dev.tickbird.schemas.wire.Codec;
import java.io.PrintWriter;
import java.util.List;

/** A difference as people and programs read it. */
final class DiffReport {
    private DiffReport() {}

    static void text(FleetDiff diff, PrintWriter out) {
        for (TargetSpec target : diff.added()) {
            out.println("+ " + target.instance() + "  " + target.host() + ":" + target.port() + ", zone "
                    + target.zone() + ", mode " + target.mode().label());
        }
        diff.changed().forEach(change -> {
            out.println("~ " + change.target().instance());
            fields(change.fields(), out);
        });
        diff.removed().forEach(name -> out.println("- " + Plain.text(name)));
        if (!diff.policy().isEmpty()) {
            out.println("~ policies, thresholds and the like");
            fields(diff.policy(), out);
        }
        if (diff.isEmpty()) {
            out.println("The topics hold what the file says.");
        }
        out.flush();
    }

    static void json(FleetDiff diff, PrintWriter out) {
        ObjectNode root = Codec.mapper().createObjectNode();
        root.put("same", diff.isEmpty());
        ArrayNode added = root.putArray("added");
        diff.added().forEach(target -> added.addPOJO(target));
        ArrayNode changed = root.putArray("changed");
        diff.changed()
                .forEach(change -> changed.addObject()
                        .put("instance", change.target().instance().value())
                        .putPOJO("fields", change.fields()));
        ArrayNode removed = root.putArray("removed");
        diff.removed().forEach(removed::add);
        root.putPOJO("policy", diff.policy());
        out.println(Codec.pretty(root));
        out.flush();
    }

    private static void fields(List<Field> fields, PrintWriter out) {
        fields.forEach(field -> out.println(
                "    " + Plain.text(field.path()) + ": " + value(field.before()) + " → " + value(field.after())));
    }

    private static String value(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "(none)" : Plain.text(value);
    }
}
