package dev.tickbird.schemas.action;

import dev.tickbird.schemas.common.Identifier;
import dev.tickbird.schemas.common.Immutable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where pg_stat_statements is in a database.
 *
 * @param schema the schema that the extension is installed in
 * @param version its version, which decides its columns
 */
public record StatementsSource(String schema, String version) {
    private static final Pattern VERSION = Pattern.compile("1\\.([0-9]{1,4})");
    private static final int OLDEST = 8;
    private static final int NAMES_SHARED_READS = 11;

    public StatementsSource {
        Immutable.required(schema, "statements.schema");
        Immutable.required(version, "statements.version");
        if (!readable(version)) {
            throw new IllegalArgumentException("field 'statements.version' is " + version + ": expected 1.8 or later");
        }
    }

    /** Whether that version has the columns that the views show. */
    public static boolean readable(String version) {
        return minor(version) >= OLDEST;
    }

    private static int minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /** The file of the view over it. */
    String variant() {
        return minor(version) >= NAMES_SHARED_READS ? "1.11" : "1.8";
    }

    String relation() {
        return Identifier.qualified(schema, "pg_stat_statements");
    }
}
