package dev.tickbird.executor.intake;

import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.common.Risk;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What this executor lets itself be told to do, from its local file {@code executor.yml} and never from Kafka. An instance that is not
 * listed may run nothing.
 *
 * @param instances caps by instance name
 */
public record Limits(Map<String, Cap> instances) {
    public Limits {
        instances = instances == null ? Map.of() : Map.copyOf(new TreeMap<>(instances));
    }

    public static Limits load(Path file) {
        return StrictYaml.load(file, Limits.class);
    }

    public Optional<Cap> of(InstanceId instance) {
        return Optional.ofNullable(instances.get(instance.value()));
    }

    /** Why the local file forbids it, with the lines that would allow it; empty when it does not. */
    Optional<String> objection(InstanceId instance, Action action) {
        String type = String.valueOf(action.type());
        Cap cap = instances.get(instance.value());
        if (cap == null) {
            return Optional.of("executor.yml does not list the instance, so nothing may run there. To allow it add:\n"
                    + lines(instance, type, action.risk()));
        }
        if (!cap.actions().contains(type)) {
            return Optional.of("executor.yml does not allow " + type + " on " + instance + ": add \"" + type
                    + "\" to instances." + instance + ".actions");
        }
        if (!action.risk().atMost(cap.risk())) {
            return Optional.of("executor.yml allows no more than " + cap.risk().label() + " risk on " + instance
                    + " and " + type + " is " + action.risk().label() + ": raise instances." + instance
                    + ".highestRisk to " + action.risk().label());
        }
        return Optional.empty();
    }

    private static String lines(InstanceId instance, String type, Risk risk) {
        return "instances:\n  " + instance + ":\n    actions: [" + type + "]\n    highestRisk: " + risk.label()
                + "\n    runsPerHour: " + Cap.RUNS_PER_HOUR;
    }
}
