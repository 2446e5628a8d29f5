package dev.tickbird.cli.fleet;

import dev.tickbird.analyzer.rule.RuleSet;
import dev.tickbird.runtime.config.StrictYaml;
import dev.tickbird.runtime.config.YamlLines;
import dev.tickbird.schemas.fleet.FleetPolicy;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A fleet file: what is watched, and by which rules and policies. Its revision is 0: {@code fleet apply} gives it one.
 *
 * @param warnings what is allowed but may not be meant
 */
public record FleetFile(List<TargetSpec> targets, FleetPolicy policy, List<String> warnings) {
    public FleetFile {
        targets = List.copyOf(targets);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads it.
     *
     * @throws dev.tickbird.runtime.config.ConfigurationException with everything that is wrong, a line each
     */
    public static FleetFile load(Path file) {
        return parse(StrictYaml.text(file), file.toString());
    }

    /** As {@link #load}, from text; the name stands for the file in messages. */
    public static FleetFile parse(String text, String name) {
        YamlLines lines = YamlLines.of(text, name);
        Complaints complaints = new Complaints(name, lines);
        refusePasswords(lines, complaints);
        FleetYaml yaml = StrictYaml.parse(text, name, FleetYaml.class);
        List<TargetSpec> targets = new InstanceParser(yaml, complaints).targets();
        RuleNames rules = new RuleNames(RuleSet.discovered());
        CalendarParser calendar = new CalendarParser(targets, complaints);
        FleetPolicy policy = FleetPolicy.of(
                        0,
                        new PolicyParser(targets, rules, complaints).policies(yaml.policies()),
                        new ThresholdParser(targets, rules, complaints).overrides(yaml.thresholds()),
                        yaml.newInstanceQuiet() == null
                                ? null
                                : complaints.duration("newInstanceQuiet", yaml.newInstanceQuiet(), Duration.ZERO))
                .withSettings(new SettingsParser(targets, complaints).baselines(yaml.settings()))
                .withSchedules(new ScheduleParser(targets, complaints).schedules(yaml.schedules()))
                .withCalendar(calendar.windows(yaml.windows()), calendar.freezes(yaml.freezes()))
                .withClustersOf(targets);
        complaints.refuse();
        return new FleetFile(targets, policy, complaints.warnings());
    }

    /** Before anything else could quote the value. */
    private static void refusePasswords(YamlLines lines, Complaints complaints) {
        for (String path : lines.paths()) {
            if (path.endsWith(".password")) {
                complaints.error(
                        path,
                        "a password is never written here: write credential: \"env:NAME\", \"file:/path\" or \"pgpass\","
                                + " and replace this password, since the file may have been read by others");
            }
        }
        complaints.refuse();
    }
}
