package dev.tickbird.cli.check;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.cli.Problem;
import dev.tickbird.schemas.fleet.ThresholdOverride;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of {@code --set RULE.THRESHOLD=VALUE}. */
public final class ThresholdSettings {
    private ThresholdSettings() {}

    /**
     * As overrides for the whole fleet.
     *
     * @throws Problem naming what is unknown or cannot be read
     */
    public static List<ThresholdOverride> parse(List<String> settings) {
        List<ThresholdOverride> all = new ArrayList<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            int dot = equals < 0 ? -1 : setting.lastIndexOf('.', equals);
            if (dot < 0) {
                throw new Problem(
                        "--set " + setting + ": expected RULE.THRESHOLD=VALUE, e.g. index.unused.min-bytes=1",
                        Problem.USAGE);
            }
            Map<String, String> value = new HashMap<>();
            value.put(setting.substring(dot + 1, equals), setting.substring(equals + 1));
            all.add(new ThresholdOverride(setting.substring(0, dot), List.of(), Map.of(), null, null, value, null));
        }
        try {
            RuleSet.discovered().with(all);
        } catch (IllegalArgumentException e) {
            throw new Problem("--set: " + e.getMessage(), Problem.USAGE);
        }
        return all;
    }
}
