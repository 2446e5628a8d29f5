package dev.tickbird.analyzer.rule.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings that PostgreSQL has, in any version that Tickbird knows. */
public final class KnownSettings {
    /** What the collector never reads, for it may be a secret: the statement instance/settings says the same. */
    private static final Pattern WITHHELD =
            Pattern.compile("^primary_conninfo$|_command$|passphrase|password|secret|token");

    private static final Pattern OF_EXTENSIONS_READ =
            Pattern.compile("^(pg_stat_statements|auto_explain|pg_stat_kcache|pg_qualstats|pg_wait_sampling)[.].*");

    /** What our own connections and their driver set, so that the server's value is not seen. */
    private static final Set<String> OURS = Set.of(
            "statement_timeout",
            "lock_timeout",
            "default_transaction_read_only",
            "jit",
            "search_path",
            "application_name",
            "extra_float_digits",
            "DateStyle",
            "TimeZone",
            "client_encoding");

    private static final Map<String, Known> ALL = read();

    /**
     * A setting.
     *
     * @param since the first major version that has it, of those that Tickbird knows
     * @param builtIn its default; null where that depends on the version or the host
     */
    private record Known(
            SettingType type, int since, @Nullable String builtIn) {}

    private KnownSettings() {}

    public static Set<String> names() {
        return ALL.keySet();
    }

    public static Optional<SettingType> type(String name) {
        return Optional.ofNullable(ALL.get(name)).map(Known::type);
    }

    /** The value of a setting that nobody has set; empty where it cannot be told. */
    public static Optional<String> builtIn(String name, int major) {
        Known known = OURS.contains(name) ? null : ALL.get(name);
        return known == null || known.since() > major ? Optional.empty() : Optional.ofNullable(known.builtIn());
    }

    /** Whether our own connections hide the server's value. */
    public static boolean hidden(String name) {
        return OURS.contains(name);
    }

    /** Whether its value never leaves the server. */
    public static boolean withheld(String name) {
        boolean foreign =
                name.contains(".") && !OF_EXTENSIONS_READ.matcher(name).matches();
        return foreign || (WITHHELD.matcher(name).find() && !name.equals("password_encryption"));
    }

    /** Whether it is a setting of an extension, of which we know no type. */
    public static boolean ofExtension(String name) {
        return OF_EXTENSIONS_READ.matcher(name).matches();
    }

    private static Map<String, Known> read() {
        Map<String, Known> all = new TreeMap<>();
        try (InputStream in = KnownSettings.class.getResourceAsStream("settings.txt")) {
            String text = new String(Objects.requireNonNull(in, "settings.txt").readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(words -> all.put(words[0], known(words)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Known known(String[] words) {
        String unit = words[2].isEmpty() ? null : words[2];
        String builtIn = words.length > 4 ? words[4] : null;
        return new Known(
                new SettingType(words[1], unit), Integer.parseInt(words[3]), "''".equals(builtIn) ? "" : builtIn);
    }
}
