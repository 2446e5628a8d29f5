package dev.tickbird.schemas.common;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name as the catalog holds it, never quoted. {@link #sql()} is the only way that a name enters a statement.
 *
 * @param name at most 63 bytes as PostgreSQL truncates, which is the server's affair; never empty, no NUL
 */
public record Identifier(String name) {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    public Identifier {
        if (name == null || name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name may not be empty and may not hold a NUL character");
        }
    }

    /** The name as a statement needs it: bare where PostgreSQL's own {@code quote_ident} leaves it bare, else quoted. */
    public String sql() {
        return PLAIN.matcher(name).matches() && !Keywords.needQuotes(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@code schema.name}, both as a statement needs them. */
    public static String qualified(String schema, String name) {
        return new Identifier(schema).sql() + "." + new Identifier(name).sql();
    }

    /** A text literal as {@code quote_literal} writes it; null becomes {@code NULL}. */
    public static String literal(@Nullable String text) {
        if (text == null) {
            return "NULL";
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text literal may not hold a NUL character");
        }
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
