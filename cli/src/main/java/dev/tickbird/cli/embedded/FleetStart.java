package dev.tickbird.cli.embedded;

import dev.tickbird.cli.fleet.FleetApplication;
import dev.tickbird.cli.fleet.FleetDiff;
import dev.tickbird.cli.fleet.FleetFile;
import dev.tickbird.cli.fleet.HeldFleet;
import dev.tickbird.runtime.kafka.KafkaClients;
import dev.tickbird.runtime.security.SigningKey;
import dev.tickbird.runtime.security.TrustedKeys;
import java.util.ArrayList;
import java.util.List;

/** Puts a fleet file onto the topics when everything starts: nobody is asked, so nothing is removed unless it was said. */
final class FleetStart {
    private FleetStart() {}

    /** Returns what happened, a line each. */
    static List<String> apply(
            KafkaClients clients, SigningKey key, TrustedKeys trusted, FleetFile fleet, boolean remove) {
        HeldFleet held = HeldFleet.read(clients, trusted);
        FleetDiff diff = FleetDiff.between(held, fleet);
        List<String> lines = new ArrayList<>();
        if (!remove && !diff.removed().isEmpty()) {
            lines.add("Still watched, though the fleet file does not name them: " + String.join(", ", diff.removed())
                    + " (--remove removes them)");
            diff = diff.withoutRemovals();
        }
        if (!diff.isEmpty()) {
            long revision = FleetApplication.apply(clients, key, held, fleet, diff, 0);
            lines.add("Fleet:    " + fleet.targets().size() + " instances, revision " + revision);
        } else {
            lines.add("Fleet:    " + fleet.targets().size() + " instances, unchanged");
        }
        return lines;
    }
}
