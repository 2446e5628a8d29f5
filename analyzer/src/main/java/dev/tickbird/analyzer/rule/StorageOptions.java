package dev.tickbird.analyzer.rule;

import dev.tickbird.schemas.snapshot.TableDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Storage options as PostgreSQL reads them: it keeps what was typed, so {@code off}, {@code 0} and {@code f} are one. */
public final class StorageOptions {
    private static final List<String> FALSE = List.of("false", "off", "no", "0");

    private StorageOptions() {}

    /** Whether a boolean is off: by any word for it, or the first letters of one. */
    public static boolean off(Map<String, String> options, String name) {
        String value = options.getOrDefault(name, "true").toLowerCase(Locale.ROOT);
        return FALSE.stream().anyMatch(word -> word.startsWith(value)) && !value.equals("o") && !value.isEmpty();
    }

    /** A table's own option, else the server's setting of that name. */
    public static double effective(InstanceView instance, TableDocument table, String name, double fallback) {
        return number(table.storage().options(), name).orElseGet(() -> instance.setting(name, fallback));
    }

    /** A number, also in hexadecimal or octal; empty where it is not set or no number. */
    public static OptionalDouble number(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            boolean radix = value.matches("[+-]?0[0-9xX][0-9a-fA-F]*");
            return OptionalDouble.of(radix ? Long.decode(value) : Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
