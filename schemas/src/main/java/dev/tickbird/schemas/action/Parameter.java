package dev.tickbird.schemas.action;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server parameter that may be changed, and to what: never commands, libraries, paths, or what needs a restart.
 *
 * @param name as {@code pg_settings} has it
 * @param kind how its values are written
 * @param least in the base unit of its kind; switches have none
 * @param most in the base unit of its kind
 */
public record Parameter(String name, Kind kind, double least, double most) {
    private static final Pattern VALUE = Pattern.compile("(-?[0-9]{1,12}(?:\\.[0-9]{1,6})?) ?([a-zA-Z]{0,3})");
    private static final double KB = 1;
    private static final double MB = 1024;
    private static final double GB = 1024 * MB;
    private static final double SECOND = 1000;
    private static final double MINUTE = 60 * SECOND;
    private static final double HOUR = 60 * MINUTE;

    /** How values are written. */
    public enum Kind {
        /** {@code on} or {@code off}; only ever switched on. */
        SWITCH,
        /** Without a unit. */
        NUMBER,
        /** Memory; the base unit is a kB. */
        MEMORY,
        /** Time; the base unit is a millisecond. */
        TIME;

        private OptionalDouble unit(String word) {
            return switch (this) {
                case SWITCH -> OptionalDouble.empty();
                case NUMBER -> word.isEmpty() ? OptionalDouble.of(1) : OptionalDouble.empty();
                case MEMORY ->
                    switch (word) {
                        case "kB" -> OptionalDouble.of(KB);
                        case "MB" -> OptionalDouble.of(MB);
                        case "GB" -> OptionalDouble.of(GB);
                        default -> OptionalDouble.empty();
                    };
                case TIME ->
                    switch (word) {
                        case "ms" -> OptionalDouble.of(1);
                        case "s" -> OptionalDouble.of(SECOND);
                        case "min" -> OptionalDouble.of(MINUTE);
                        case "h" -> OptionalDouble.of(HOUR);
                        case "d" -> OptionalDouble.of(24 * HOUR);
                        default -> OptionalDouble.empty();
                    };
            };
        }
    }

    private static final Map<String, Parameter> ALL = Map.ofEntries(
            entry("autovacuum", Kind.SWITCH, 0, 0),
            entry("track_counts", Kind.SWITCH, 0, 0),
            entry("track_io_timing", Kind.SWITCH, 0, 0),
            entry("log_lock_waits", Kind.SWITCH, 0, 0),
            entry("log_checkpoints", Kind.SWITCH, 0, 0),
            entry("autovacuum_naptime", Kind.TIME, SECOND, HOUR),
            entry("autovacuum_vacuum_cost_limit", Kind.NUMBER, -1, 10_000),
            entry("autovacuum_vacuum_cost_delay", Kind.TIME, 0.1, 100),
            entry("vacuum_cost_limit", Kind.NUMBER, 100, 10_000),
            entry("autovacuum_vacuum_scale_factor", Kind.NUMBER, 0, 1),
            entry("autovacuum_vacuum_insert_scale_factor", Kind.NUMBER, 0, 1),
            entry("autovacuum_analyze_scale_factor", Kind.NUMBER, 0, 1),
            entry("autovacuum_work_mem", Kind.MEMORY, 1 * MB, 4 * GB),
            entry("maintenance_work_mem", Kind.MEMORY, 1 * MB, 8 * GB),
            entry("work_mem", Kind.MEMORY, 64 * KB, 2 * GB),
            entry("effective_cache_size", Kind.MEMORY, 8 * MB, 4096 * GB),
            entry("max_wal_size", Kind.MEMORY, 128 * MB, 1024 * GB),
            entry("checkpoint_timeout", Kind.TIME, 30 * SECOND, HOUR),
            entry("checkpoint_completion_target", Kind.NUMBER, 0.5, 0.95),
            entry("random_page_cost", Kind.NUMBER, 1, 10),
            entry("effective_io_concurrency", Kind.NUMBER, 0, 1000),
            entry("default_statistics_target", Kind.NUMBER, 10, 1000),
            entry("log_min_duration_statement", Kind.TIME, -1, HOUR),
            entry("log_autovacuum_min_duration", Kind.TIME, -1, HOUR),
            entry("idle_in_transaction_session_timeout", Kind.TIME, MINUTE, 24 * HOUR));

    private static Map.Entry<String, Parameter> entry(String name, Kind kind, double least, double most) {
        return Map.entry(name, new Parameter(name, kind, least, most));
    }

    /** All that may be changed. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /** The parameter of that name; empty for one that is never changed. */
    public static Optional<Parameter> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** The value in the base unit, a switch as 0 or 1; empty for what is no value of this kind. A bare -1 or 0 needs no unit. */
    public OptionalDouble number(String value) {
        if (kind == Kind.SWITCH) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "on", "true" -> OptionalDouble.of(1);
                case "off", "false" -> OptionalDouble.of(0);
                default -> OptionalDouble.empty();
            };
        }
        Matcher matcher = VALUE.matcher(value);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(matcher.group(1));
        boolean bare = matcher.group(2).isEmpty() && (number == 0 || number == -1);
        OptionalDouble unit = bare ? OptionalDouble.of(1) : kind.unit(matcher.group(2));
        return unit.isEmpty() ? unit : OptionalDouble.of(number * unit.getAsDouble());
    }

    /** Whether it may be set to this value. */
    public boolean allows(String value) {
        OptionalDouble number = number(value);
        if (number.isEmpty()) {
            return false;
        }
        return kind == Kind.SWITCH
                ? number.getAsDouble() == 1
                : number.getAsDouble() >= least && number.getAsDouble() <= most;
    }

    /** What it may be set to, for people. */
    String range() {
        return switch (kind) {
            case SWITCH -> "on";
            case NUMBER -> plain(least) + " to " + plain(most);
            case MEMORY -> plain(least) + "kB to " + plain(most) + "kB";
            case TIME -> plain(least) + "ms to " + plain(most) + "ms";
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
