package dev.tickbird.cli.fleet;

import dev.tickbird.cli.fleet.FleetYaml.Instance;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes targets of the instances of a fleet file, and complains about all that is wrong with them. */
final class InstanceParser {
    private final FleetYaml file;
    private final Complaints complaints;

    InstanceParser(FleetYaml file, Complaints complaints) {
        this.file = file;
        this.complaints = complaints;
    }

    /** Those that could be read; the others have left a complaint. */
    List<TargetSpec> targets() {
        Instance defaults = file.defaults() == null ? Instance.EMPTY : file.defaults();
        refuseOwn(defaults);
        List<Instance> instances = file.instances() == null ? List.of() : file.instances();
        if (instances.isEmpty()) {
            complaints.error(
                    "instances", "the list is missing or empty: name at least one server, with name, host and monitor");
        }
        List<TargetSpec> targets = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            InstanceReader reader = new InstanceReader("instances[" + i + "]", instances.get(i), defaults, complaints);
            reader.target().ifPresent(targets::add);
        }
        refuseDoubles(instances, targets);
        return targets;
    }

    private void refuseOwn(Instance defaults) {
        Map<String, Boolean> own = Map.of(
                "name", defaults.name() != null,
                "host", defaults.host() != null,
                "cluster", defaults.cluster() != null);
        own.forEach((key, given) -> {
            if (given) {
                complaints.error("defaults." + key, "every instance has its own: write it there");
            }
        });
    }

    private void refuseDoubles(List<Instance> instances, List<TargetSpec> targets) {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < instances.size(); i++) {
            String name = instances.get(i).name();
            Integer first = name == null ? null : names.putIfAbsent(name, i);
            if (first != null) {
                complaints.error(
                        "instances[" + i + "].name",
                        "the name '" + name + "' is taken by instances[" + first + "]: every instance needs its own");
            }
        }
        Map<String, InstanceId> addresses = new HashMap<>();
        for (TargetSpec target : targets) {
            String address = target.host().toLowerCase(java.util.Locale.ROOT) + ":" + target.port();
            InstanceId first = addresses.putIfAbsent(target.zone() + " " + address, target.instance());
            if (first != null && !first.equals(target.instance())) {
                complaints.error(
                        "instances[" + index(instances, target) + "].host",
                        address + " is watched already, as '" + first
                                + "': remove one of the two (the same address in another"
                                + " network is another zone)");
            }
        }
    }

    private static int index(List<Instance> instances, TargetSpec target) {
        for (int i = instances.size() - 1; i > 0; i--) {
            if (target.instance().value().equals(instances.get(i).name())) {
                return i;
            }
        }
        return 0;
    }
}
