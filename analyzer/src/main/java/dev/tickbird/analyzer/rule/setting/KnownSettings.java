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

/** The settings that PostgreSQL has, in any version that Tickbird knows. */
public final class KnownSettings {
    /** What the collector never reads, for it may be a secret: the statement instance/settings says the same. */
    private static final Pattern WITHHELD =
            Pattern.compile("^primary_conninfo$|_command$|passphrase|password|secret|token");

    private static final Pattern OF_EXTENSIONS_READ =
            Pattern.compile("^(pg_stat_statements|auto_explain|pg_stat_kcache|pg_qualstats|pg_wait_sampling)[.].*");

    private static final Map<String, SettingType> ALL = read();

    private KnownSettings() {}

    public static Set<String> names() {
        return ALL.keySet();
    }

    public static Optional<SettingType> type(String name) {
        return Optional.ofNullable(ALL.get(name));
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

    private static Map<String, SettingType> read() {
        Map<String, SettingType> all = new TreeMap<>();
        try (InputStream in = KnownSettings.class.getResourceAsStream("settings.txt")) {
            String text = new String(Objects.requireNonNull(in, "settings.txt").readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .forEach(words -> all.put(words[0], new SettingType(words[1], words.length > 2 ? words[2] : null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
