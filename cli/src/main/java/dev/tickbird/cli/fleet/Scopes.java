package dev.tickbird.cli.fleet;

import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Warns of a scope that covers no instance of the file: a slip, or one that is yet to come. */
final class Scopes {
    private final List<TargetSpec> targets;
    private final Complaints complaints;

    Scopes(List<TargetSpec> targets, Complaints complaints) {
        this.targets = targets;
        this.complaints = complaints;
    }

    void check(String path, @Nullable List<String> instances, @Nullable Map<String, String> tags) {
        for (int i = 0; instances != null && i < instances.size(); i++) {
            String pattern = instances.get(i);
            if (!targets.isEmpty()
                    && targets.stream()
                            .noneMatch(target -> DatabaseSelection.matches(
                                    pattern, target.instance().value()))) {
                List<String> names = targets.stream()
                        .map(target -> target.instance().value())
                        .toList();
                complaints.warn(
                        path + ".instances[" + i + "]",
                        "no instance of this file matches '" + pattern + "'" + Complaints.nearest(pattern, names));
            }
        }
        if (tags == null || targets.isEmpty()) {
            return;
        }
        tags.forEach((key, value) -> {
            if (targets.stream().noneMatch(target -> value.equals(target.tags().get(key)))) {
                complaints.warn(path + ".tags." + key, "no instance of this file has the tag " + key + ": " + value);
            }
        });
    }
}
