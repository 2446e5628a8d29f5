package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.action.Parameter;
import dev.tickbird.schemas.snapshot.Setting;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that should have another value for the whole server: where that is set there, and whether an action may.
 *
 * @param now null where it was not read
 * @param to the value to be
 */
public record ServerParameter(
        FactsCase facts, String name, @Nullable Setting now, String to) {
    /** Before it only superusers may use ALTER SYSTEM, and the executor is none. */
    private static final int PRIVILEGES_SINCE = 15;

    private static final String MANAGER = "instance.manager";
    /** ALTER SYSTEM changes nothing where the value comes from elsewhere. */
    private static final Set<String> FILES = Set.of("default", "configuration file");

    private static final Set<String> START = Set.of("command line", "environment variable");
    private static final Pattern UNIT = Pattern.compile("([0-9]+)([a-zA-Z]+)");

    /** As the facts have it. */
    public static ServerParameter of(FactsCase facts, String name, String to) {
        return new ServerParameter(facts, name, facts.facts().settings().get(name), to);
    }

    /** The value that an action would change; empty where none may, or where the fleet file wants another one. */
    public Optional<String> changeable() {
        boolean ours = facts.facts().manager() == null
                && facts.gap(MANAGER).isEmpty()
                && !facts.facts().inRecovery()
                && facts.instance().atLeast(PRIVILEGES_SINCE)
                && to.equals(facts.expected().getOrDefault(name, to));
        return Optional.ofNullable(now)
                .filter(setting -> ours && !setting.pendingRestart() && FILES.contains(setting.source()))
                .flatMap(this::changeable);
    }

    private Optional<String> changeable(Setting setting) {
        String value = written(setting);
        return Parameter.find(name)
                .filter(known -> known.allows(to)
                        && known.number(value).isPresent()
                        && !known.number(value).equals(known.number(to)))
                .map(known -> value);
    }

    /** How it is set on this server. */
    public String words() {
        String manager = facts.facts().manager();
        if (manager != null) {
            return kept(manager);
        }
        return now != null && START.contains(now.source())
                ? "It comes from the " + (now.source().equals("command line") ? "command line" : "environment")
                        + " that the server was started with: set " + name + " = " + to + " there, and restart."
                : "Set " + name + " = " + to + " in postgresql.conf, and reload.";
    }

    private String kept(String manager) {
        String writes = manager + " writes the configuration: ";
        return switch (manager) {
            case "Patroni" ->
                writes + "patronictl edit-config, under postgresql.parameters: " + name + ": '" + to + "'.";
            case "CloudNativePG" ->
                writes + "in the Cluster, under spec.postgresql.parameters: " + name + ": \"" + to + "\".";
            case "Amazon RDS" -> "Set " + name + " = " + to + " in the server's parameter group.";
            case "Cloud SQL", "AlloyDB" -> "Set " + name + " = " + to + " as a database flag.";
            case "Azure Database" -> "Set " + name + " = " + to + " among the server's parameters in Azure.";
            default -> "The configuration is kept by " + manager + ": set " + name + " = " + to + " there.";
        };
    }

    /** With its unit, as it may be set: {@code 4GB} of blocks is {@code 4194304kB}. */
    private static String written(Setting setting) {
        String unit = setting.unit();
        String value = setting.value();
        if (unit == null || value.equals("0") || value.startsWith("-")) {
            return value;
        }
        Matcher blocks = UNIT.matcher(unit);
        return blocks.matches()
                ? Long.parseLong(value) * Long.parseLong(blocks.group(1)) + blocks.group(2)
                : value + unit;
    }
}
