package dev.tickbird.cli.embedded;

import dev.tickbird.cli.fleet.FleetFile;
import dev.tickbird.executor.intake.Limits;
import dev.tickbird.postgres.CredentialBindings;
import dev.tickbird.postgres.CredentialException;
import dev.tickbird.postgres.CredentialReference;
import dev.tickbird.postgres.Endpoint;
import dev.tickbird.schemas.fleet.Login;
import dev.tickbird.schemas.fleet.Mode;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the fleet file wants and the local files do not allow yet, with the lines to add. The files are never changed from here. */
final class Permissions {
    private Permissions() {}

    static List<String> missing(FleetFile fleet, Path credentials, Path limits) {
        Set<String> lines = new LinkedHashSet<>();
        CredentialBindings bindings = CredentialBindings.read(credentials);
        Limits caps = Limits.load(limits);
        for (TargetSpec target : fleet.targets()) {
            Stream.of(target.monitor(), target.executor(), target.signal(), target.slots())
                    .filter(java.util.Objects::nonNull)
                    .forEach(login -> require(bindings, target, login, lines));
            if (target.mode() == Mode.EXECUTE && caps.of(target.instance()).isEmpty()) {
                lines.add("nothing may run on " + target.instance() + " yet: " + limits
                        + " does not list it. If it should, add below instances:  " + target.instance()
                        + ": {actions: [analyze, vacuum], highestRisk: low}");
            }
        }
        return List.copyOf(lines);
    }

    private static void require(CredentialBindings bindings, TargetSpec target, Login login, Set<String> lines) {
        try {
            bindings.require(CredentialReference.parse(login.credential()), Endpoint.of(target));
        } catch (CredentialException e) {
            lines.add(String.valueOf(e.getMessage()));
        }
    }
}
