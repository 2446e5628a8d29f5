package dev.tickbird.cli.fleet;

import dev.tickbird.schemas.common.InstanceId;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What applying a fleet file would change.
 *
 * @param removed names that the topics hold and the file does not
 * @param policy what changes beside the instances
 */
public record FleetDiff(List<TargetSpec> added, List<Change> changed, List<String> removed, List<Field> policy) {
    public FleetDiff {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        policy = List.copyOf(policy);
    }

    /** An instance that is on the topics already. */
    public record Change(TargetSpec target, List<Field> fields) {
        public Change {
            fields = List.copyOf(fields);
        }
    }

    /** One value before and after; null where there is none. */
    public record Field(
            String path, @Nullable String before, @Nullable String after) {}

    public static FleetDiff between(HeldFleet held, FleetFile file) {
        List<TargetSpec> added = new ArrayList<>();
        List<Change> changed = new ArrayList<>();
        Map<String, String> gone = new TreeMap<>(held.refused());
        held.targets().keySet().forEach(name -> gone.putIfAbsent(name, ""));
        for (TargetSpec target : file.targets()) {
            String name = target.instance().value();
            gone.remove(name);
            TargetSpec before = held.targets().get(name);
            List<Field> fields = new ArrayList<>();
            if (held.refused().containsKey(name)) {
                fields.add(new Field("signature", held.refused().get(name), "signed anew"));
            }
            if (before != null) {
                fields.addAll(fields(before, target));
            }
            if (before == null && fields.isEmpty()) {
                added.add(target);
            } else if (!fields.isEmpty()) {
                changed.add(new Change(target, fields));
            }
        }
        return new FleetDiff(added, changed, List.copyOf(gone.keySet()), policy(held.policy(), file.policy()));
    }

    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && policy.isEmpty();
    }

    /** The same, with what does not differ written again too. */
    FleetDiff withEverything(FleetFile file) {
        Set<InstanceId> known = written().stream().map(TargetSpec::instance).collect(Collectors.toSet());
        List<Change> all = new ArrayList<>(changed);
        file.targets().stream()
                .filter(target -> !known.contains(target.instance()))
                .forEach(target -> all.add(new Change(target, List.of(new Field("revision", null, "again")))));
        return new FleetDiff(added, all, removed, policy);
    }

    /** The same, but everything that is watched stays. */
    public FleetDiff withoutRemovals() {
        return new FleetDiff(added, changed, List.of(), policy);
    }

    /** What has to be written. */
    List<TargetSpec> written() {
        List<TargetSpec> all = new ArrayList<>(added);
        changed.forEach(change -> all.add(change.target()));
        return all;
    }

    /** The first policy of a fleet is always news, even one that says nothing. */
    private static List<Field> policy(FleetPolicy before, FleetPolicy after) {
        List<Field> fields = fields(before, after);
        return fields.isEmpty() && before.revision() == 0 ? List.of(new Field("policies", null, "[]")) : fields;
    }

    private static List<Field> fields(Object before, Object after) {
        Map<String, String> old = FlatFields.of(before);
        Map<String, String> now = FlatFields.of(after);
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        return paths.stream()
                .map(path -> new Field(path, old.get(path), now.get(path)))
                .filter(field -> !java.util.Objects.equals(field.before(), field.after()))
                .toList();
    }
}
