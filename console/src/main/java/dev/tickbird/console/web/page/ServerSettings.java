package dev.tickbird.console.web.page;

import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a server that is not what PostgreSQL comes with, or that a finding is about.
 *
 * @param finding what is wrong with it, drift from the baseline among it; null for nothing
 */
public record ServerSettings(
        String name, Setting setting, @Nullable Finding finding) {
    private static final String DEFAULT = "default";

    static List<ServerSettings> of(Map<String, Setting> settings, List<Finding> findings) {
        Map<String, Finding> about = new HashMap<>();
        for (Finding finding : findings) {
            if (finding.subject() instanceof Subject.Setting subject) {
                about.putIfAbsent(subject.name(), finding);
            }
        }
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .filter(entry ->
                                !entry.getValue().source().equals(DEFAULT) || about.containsKey(entry.getKey()))
                        .map(entry -> new ServerSettings(entry.getKey(), entry.getValue(), about.get(entry.getKey())))
                        .toList();
    }

    /** The value with its unit, as {@code SHOW} would not shorten it. */
    public static String told(@Nullable Setting setting) {
        if (setting == null) {
            return "not set";
        }
        String unit = setting.unit();
        return setting.value() + (unit == null ? "" : unit.matches("[0-9].*") ? " × " + unit : " " + unit);
    }
}
