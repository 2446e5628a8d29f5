package dev.tickbird.executor.intake;

import dev.tickbird.schemas.common.Risk;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The caps of one instance.
 *
 * @param actions allowed action types such as {@code vacuum}; empty allows none
 * @param highestRisk the riskiest action allowed; low where the file is silent
 * @param runsPerHour how many actions may begin within an hour; 10 where the file is silent
 * @param disk the size of the volume that holds data and WAL, e.g. {@code 500GB}; null where nobody says
 * @param backup how the age of the last backup is known; null where nobody says
 */
public record Cap(
        List<String> actions,
        @Nullable Risk highestRisk,
        @Nullable Integer runsPerHour,
        @Nullable String disk,
        @Nullable BackupSource backup) {
    static final int RUNS_PER_HOUR = 10;

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5}) ?(MB|GB|TB)");
    private static final Map<String, Integer> SHIFTS = Map.of("MB", 20, "GB", 30, "TB", 40);

    public Cap {
        actions = actions == null ? List.of() : List.copyOf(actions);
        highestRisk = highestRisk == null ? Risk.LOW : highestRisk;
        runsPerHour = runsPerHour == null ? RUNS_PER_HOUR : runsPerHour;
        if (runsPerHour < 1) {
            throw new IllegalArgumentException("field 'runsPerHour' is " + runsPerHour + ": at least 1");
        }
        if (disk != null) {
            long _ = bytes(disk);
        }
    }

    /** Of an instance about whose disk and backups nobody says anything. */
    public static Cap of(List<String> actions, Risk highestRisk, int runsPerHour) {
        return new Cap(actions, highestRisk, runsPerHour, null, null);
    }

    /** The size of its volume in bytes; empty where nobody says. */
    public OptionalLong diskBytes() {
        return disk == null ? OptionalLong.empty() : OptionalLong.of(bytes(disk));
    }

    private static long bytes(String size) {
        Matcher parts = SIZE.matcher(size.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("field 'disk' is '" + size + "': a size such as 500GB or 2TB");
        }
        return Long.parseLong(parts.group(1)) << SHIFTS.getOrDefault(parts.group(2), 0);
    }

    Risk risk() {
        return highestRisk == null ? Risk.LOW : highestRisk;
    }

    public int hourly() {
        return runsPerHour == null ? RUNS_PER_HOUR : runsPerHour;
    }
}
