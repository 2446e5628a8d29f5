package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import java.util.List;

/**
 * Which databases of an instance are read. Templates and databases that refuse connections never are.
 *
 * @param include patterns with {@code *} and {@code ?}; empty means every database
 * @param exclude patterns; wins over include
 */
public record DatabaseSelection(List<String> include, List<String> exclude) {
    public static final DatabaseSelection ALL = new DatabaseSelection(List.of(), List.of());

    public DatabaseSelection {
        include = Immutable.list(include);
        exclude = Immutable.list(exclude);
    }

    public boolean selects(String database) {
        return (include.isEmpty() || include.stream().anyMatch(pattern -> matches(pattern, database)))
                && exclude.stream().noneMatch(pattern -> matches(pattern, database));
    }

    /** Whether a pattern with {@code *} (any characters) and {@code ?} (one character) matches the whole name. */
    public static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))
                    && pattern.charAt(p) != '*') {
                p++;
                n++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
