package dev.tickbird.analyzer.delta;

import dev.tickbird.analyzer.rule.SettingChange;
import dev.tickbird.schemas.snapshot.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which settings changed lately. */
public final class SettingChanges {
    private static final Duration REMEMBERED = Duration.ofHours(24);
    /** The server computes such values. */
    private static final String COMPUTED = "override";

    private static final Set<String> STATES = Set.of("in_hot_standby");

    private SettingChanges() {}

    /**
     * Those of the last day. A setting that went back to what it was is left out.
     *
     * @param known those that were remembered
     */
    public static Map<String, SettingChange> after(
            Map<String, SettingChange> known, Map<String, Setting> before, Map<String, Setting> now, Instant at) {
        Map<String, SettingChange> changes = new HashMap<>(known);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Setting earlier = before.get(name);
            Setting setting = now.get(name);
            if (configured(name, earlier) && configured(name, setting) && differ(earlier, setting)) {
                SettingChange remembered = changes.get(name);
                Setting first = remembered == null ? earlier : remembered.before();
                if (differ(first, setting)) {
                    changes.put(name, new SettingChange(first, setting, at));
                } else {
                    changes.remove(name);
                }
            }
        }
        changes.values().removeIf(change -> !change.at().plus(REMEMBERED).isAfter(at));
        return changes;
    }

    private static boolean configured(String name, @Nullable Setting setting) {
        return !STATES.contains(name)
                && (setting == null || !(setting.source().equals(COMPUTED) || setting.ownToLogin()));
    }

    private static boolean differ(@Nullable Setting one, @Nullable Setting other) {
        return !Objects.equals(one == null ? null : one.value(), other == null ? null : other.value());
    }
}
