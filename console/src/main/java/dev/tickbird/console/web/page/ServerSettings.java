package dev.tickbird.console.web.page;

import dev.tickbird.schemas.common.Subject;
import dev.tickbird.schemas.finding.Finding;
import dev.tickbird.schemas.snapshot.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a server that is not what PostgreSQL comes with, or that a finding is about.
 *
 * @param finding what is wrong with it, drift from the baseline among it; null for nothing
 */
public record ServerSettings(
        String name, Setting setting, @Nullable Finding finding) {
    private static final String DEFAULT = "default";
    private static final Pattern UNIT = Pattern.compile("([0-9]{0,4})(B|kB|MB|GB|ms|s|min|h)");
    private static final Map<String, Larger> LARGER = Map.of(
            "B", new Larger(1024, "kB"),
            "kB", new Larger(1024, "MB"),
            "MB", new Larger(1024, "GB"),
            "GB", new Larger(1024, "TB"),
            "ms", new Larger(1000, "s"),
            "s", new Larger(60, "min"),
            "min", new Larger(60, "h"),
            "h", new Larger(24, "d"));

    private record Larger(long times, String name) {}

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

    /** The value as {@code SHOW} tells it: in the largest unit of which it is a whole number. */
    public static String told(@Nullable Setting setting) {
        if (setting == null) {
            return "not set";
        }
        String unit = setting.unit();
        Matcher parts = UNIT.matcher(unit == null ? "" : unit);
        if (unit == null || !parts.matches() || !setting.value().matches("[1-9][0-9]{0,11}")) {
            return unit == null ? setting.value() : setting.value() + " " + unit;
        }
        long times = parts.group(1).isEmpty() ? 1 : Long.parseLong(parts.group(1));
        return largest(Long.parseLong(setting.value()) * times, parts.group(2));
    }

    private static String largest(long value, String unit) {
        long rest = value;
        String name = unit;
        for (Larger larger = LARGER.get(name); larger != null && rest % larger.times == 0; larger = LARGER.get(name)) {
            rest /= larger.times;
            name = larger.name;
        }
        return rest + " " + name;
    }
}
