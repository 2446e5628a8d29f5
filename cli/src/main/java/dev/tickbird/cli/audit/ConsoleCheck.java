package dev.tickbird.cli.audit;

import dev.tickbird.cli.audit.Fault.Kind;
import dev.tickbird.schemas.execution.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the console's chain over decisions, orders, overlays and outcomes. It is not signed. Pure. */
final class ConsoleCheck {
    static final String NAME = "audit";

    private ConsoleCheck() {}

    /** A link and where it stands. */
    record Seen(AuditEntry entry, String where) {}

    /** Checks the links, in the order of the topic. One that was sent twice is the same link. */
    static ChainReport of(List<Seen> seen) {
        List<Fault> faults = new ArrayList<>();
        AuditEntry before = null;
        Map<Long, String> known = new HashMap<>();
        for (Seen each : seen) {
            AuditEntry entry = each.entry();
            if (entry.hash().equals(known.putIfAbsent(entry.sequence(), entry.hash())) && entry.intact()) {
                continue;
            }
            if (!entry.intact()) {
                faults.add(Fault.at(
                        Kind.ALTERED,
                        entry.sequence(),
                        each.where(),
                        "its content does not have the hash that it names"));
            }
            Fault place = place(before, each);
            if (place != null) {
                faults.add(place);
            }
            if (before == null || entry.sequence() > before.sequence()) {
                before = entry;
            }
        }
        return new ChainReport(
                NAME,
                seen.isEmpty() ? null : seen.getFirst().entry().sequence(),
                before == null ? null : before.sequence(),
                seen.size(),
                List.of(),
                faults);
    }

    private static @Nullable Fault place(@Nullable AuditEntry before, Seen seen) {
        AuditEntry entry = seen.entry();
        if (before == null) {
            return null;
        }
        long expected = before.sequence() + 1;
        if (entry.sequence() > expected) {
            return Fault.between(Kind.MISSING, expected, entry.sequence() - 1, "no link has this place", false);
        }
        if (entry.sequence() < expected) {
            return Fault.at(Kind.REORDERED, entry.sequence(), seen.where(), "it stands after " + before.sequence());
        }
        return entry.previous().equals(before.hash())
                ? null
                : Fault.at(
                        Kind.ALTERED,
                        entry.sequence(),
                        seen.where(),
                        "it followed another link than the one that stands before it now");
    }
}
