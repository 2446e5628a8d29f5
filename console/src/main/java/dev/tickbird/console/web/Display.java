package dev.tickbird.console.web;

import dev.tickbird.schemas.common.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text and figures as pages show them. Templates escape for HTML; this makes visible what an eye would miss. */
public final class Display {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PLAIN = 0x7e;

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Display() {}

    /**
     * A name or statement on which somebody decides: everything but plain ASCII as an escape, so that no letter of another script, no
     * invisible and no direction mark can deceive.
     */
    public static String exact(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if ((code >= FIRST_PRINTABLE && code <= LAST_PLAIN) || code == '\n') {
                out.appendCodePoint(code);
            } else {
                out.append("\\u{").append(Integer.toHexString(code)).append('}');
            }
        });
        return out.toString();
    }

    /** A statement as {@link #exact} shows it, in pieces. */
    public static List<SqlToken> tokens(String statement) {
        return SqlToken.of(exact(statement));
    }

    /** A time as it is looked up: to the second, UTC. */
    public static String when(Instant at) {
        return EXACT.format(at);
    }

    /** How long ago, in its largest unit. */
    public static String ago(Instant then, Instant now) {
        return Figures.span(Duration.between(then, now)) + " ago";
    }
}
