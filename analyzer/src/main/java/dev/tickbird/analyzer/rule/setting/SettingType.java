package dev.tickbird.analyzer.rule.setting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How values of a setting are written.
 *
 * @param kind {@code pg_settings.vartype}: bool, integer, real, enum, string
 * @param unit {@code pg_settings.unit}, e.g. {@code 8kB}; null for none
 */
public record SettingType(String kind, @Nullable String unit) {
    private static final Pattern QUANTITY = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*([0-9]*[a-zA-Z]+)?");
    private static final List<String> TRUE = List.of("on", "true", "yes", "1");
    private static final List<String> FALSE = List.of("off", "false", "no", "0");

    private static final BigDecimal K = BigDecimal.valueOf(1024);
    private static final Map<String, BigDecimal> BYTES =
            Map.of("B", BigDecimal.ONE, "kB", K, "MB", K.pow(2), "GB", K.pow(3), "TB", K.pow(4));
    private static final Map<String, BigDecimal> MICROSECONDS = Map.of(
            "us", BigDecimal.ONE,
            "ms", BigDecimal.valueOf(1_000),
            "s", BigDecimal.valueOf(1_000_000),
            "min", BigDecimal.valueOf(60_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000L),
            "d", BigDecimal.valueOf(86_400_000_000L));

    /** Whether two spellings mean the same; the plain number is in this unit. */
    public boolean same(String one, String other) {
        Optional<String> first = canonical(one);
        return first.isPresent() && first.equals(canonical(other));
    }

    /** One spelling for all that mean the same; empty for what is no value of this type. */
    public Optional<String> canonical(String written) {
        String value = written.trim();
        return switch (kind) {
            case "bool" -> truth(value.toLowerCase(Locale.ROOT));
            case "integer", "real" -> quantity(value);
            case "enum" -> Optional.of(value.toLowerCase(Locale.ROOT));
            default -> Optional.of(value);
        };
    }

    /** What a value looks like, for a complaint. */
    public String example() {
        return switch (kind) {
            case "bool" -> "on or off";
            case "integer", "real" ->
                unit == null ? "a number" : scale(unit, BYTES) != null ? "a size such as 64MB" : "a time such as 30s";
            default -> "a word";
        };
    }

    private static Optional<String> truth(String value) {
        if (TRUE.contains(value)) {
            return Optional.of("on");
        }
        return FALSE.contains(value) ? Optional.of("off") : Optional.empty();
    }

    private Optional<String> quantity(String value) {
        Matcher matcher = QUANTITY.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String written = matcher.group(2) == null ? unit : matcher.group(2);
        // -1 and 0 are words for "none" or "the default", in whatever unit
        if (written == null || number.signum() <= 0) {
            return matcher.group(2) == null || unit != null
                    ? Optional.of(number.stripTrailingZeros().toPlainString())
                    : Optional.empty();
        }
        Map<String, BigDecimal> units = unit != null && scale(unit, BYTES) != null ? BYTES : MICROSECONDS;
        BigDecimal scale = unit == null ? null : scale(written, units);
        return scale == null
                ? Optional.empty()
                : Optional.of(number.multiply(scale).stripTrailingZeros().toPlainString());
    }

    /** Of a unit with or without a factor: {@code 8kB}. */
    private static @Nullable BigDecimal scale(String unit, Map<String, BigDecimal> units) {
        String word = unit.replaceFirst("^[0-9]+", "");
        BigDecimal scale = units.get(word);
        String factor = unit.substring(0, unit.length() - word.length());
        return scale == null || factor.isEmpty() ? scale : scale.multiply(new BigDecimal(factor));
    }
}
