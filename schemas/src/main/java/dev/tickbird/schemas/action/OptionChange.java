package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Immutable;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One storage option of a table, as it is and as it is to be. Only options that govern autovacuum and the fill factor can be changed, and
 * only to values of their kind.
 *
 * @param name as {@code pg_class.reloptions} names it, with {@code toast.} before those of the TOAST table
 * @param from the value now, as {@code pg_class.reloptions} has it; null for the server's default
 * @param to the value to be; null for the server's default
 */
public record OptionChange(
        String name, @Nullable String from, @Nullable String to) {
    private static final String TOAST = "toast.";
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,10}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,10})?");
    private static final Pattern SIGNED = Pattern.compile("-?[0-9]{1,10}");
    private static final Pattern SWITCH = Pattern.compile("true|false|on|off", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Pattern> VALUES = Map.ofEntries(
            Map.entry("fillfactor", COUNT),
            Map.entry("autovacuum_enabled", SWITCH),
            Map.entry("autovacuum_vacuum_threshold", COUNT),
            Map.entry("autovacuum_vacuum_scale_factor", NUMBER),
            Map.entry("autovacuum_vacuum_insert_threshold", SIGNED),
            Map.entry("autovacuum_vacuum_insert_scale_factor", NUMBER),
            Map.entry("autovacuum_vacuum_max_threshold", SIGNED),
            Map.entry("autovacuum_analyze_threshold", COUNT),
            Map.entry("autovacuum_analyze_scale_factor", NUMBER),
            Map.entry("autovacuum_vacuum_cost_delay", NUMBER),
            Map.entry("autovacuum_vacuum_cost_limit", COUNT),
            Map.entry("autovacuum_freeze_min_age", COUNT),
            Map.entry("autovacuum_freeze_max_age", COUNT),
            Map.entry("autovacuum_freeze_table_age", COUNT),
            Map.entry("autovacuum_multixact_freeze_min_age", COUNT),
            Map.entry("autovacuum_multixact_freeze_max_age", COUNT),
            Map.entry("autovacuum_multixact_freeze_table_age", COUNT));

    public OptionChange {
        Immutable.required(name, "option.name");
        if (!known(name)) {
            throw new IllegalArgumentException(
                    "field 'option.name' is '" + name + "': only options of autovacuum and fillfactor can be changed");
        }
        if (!settable(name, to)) {
            throw new IllegalArgumentException("field 'option.to' of " + name + " is not a value of it: " + to);
        }
    }

    private static @Nullable Pattern values(String name) {
        return VALUES.get(name.startsWith(TOAST) ? name.substring(TOAST.length()) : name);
    }

    /** Whether this option can be changed at all. */
    private static boolean known(String name) {
        return values(name) != null && !name.equals(TOAST + "fillfactor");
    }

    private static boolean settable(String name, @Nullable String value) {
        Pattern values = values(name);
        return value == null || (values != null && values.matcher(value).matches());
    }

    /** Whether the other way is a change too: not where the value of now is written in a way that is not set by us. */
    boolean reversible() {
        return settable(name, from);
    }

    /** The other way, of one that is reversible. */
    OptionChange reversed() {
        return new OptionChange(name, to, from);
    }

    /** Whether it switches autovacuum off for the table. */
    boolean switchesAutovacuumOff() {
        return name.endsWith("autovacuum_enabled")
                && to != null
                && (to.equalsIgnoreCase("false") || to.equalsIgnoreCase("off"));
    }
}
