package dev.tickbird.cli.view;

import dev.tickbird.schemas.common.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One value of a view.
 *
 * @param raw as JSON and CSV have it: a String, Long, Double or Boolean; null for unknown
 * @param shown as a person reads it
 */
record Cell(@Nullable Object raw, String shown) {
    private static final String UNKNOWN = "-";

    static Cell text(@Nullable String text) {
        return new Cell(text, text == null ? UNKNOWN : text);
    }

    static Cell count(@Nullable Long count) {
        return new Cell(count, count == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", count));
    }

    static Cell bytes(@Nullable Long bytes) {
        return new Cell(bytes, bytes == null ? UNKNOWN : Figures.bytes(bytes));
    }

    /** A share of a whole; unknown where the whole is nothing. */
    static Cell percent(long part, long whole) {
        return percent((double) part, (double) whole);
    }

    /** As above. */
    static Cell percent(double part, double whole) {
        if (whole <= 0) {
            return new Cell(null, UNKNOWN);
        }
        double percent = Math.round(1000 * part / whole) / 10.0;
        return new Cell(percent, String.format(Locale.ROOT, "%.1f", percent));
    }

    static Cell millis(@Nullable Double millis) {
        if (millis == null) {
            return new Cell(null, UNKNOWN);
        }
        double rounded = Math.round(millis * 1000) / 1000.0;
        return new Cell(rounded, String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%,.0f", millis));
    }

    /** A moment, shown as its distance from now. */
    static Cell ago(@Nullable Instant moment, Instant now) {
        return moment == null
                ? new Cell(null, "never")
                : new Cell(moment.toString(), Figures.span(Duration.between(moment, now)));
    }

    /** How long something has lasted, in milliseconds for programs. */
    static Cell lasting(@Nullable Instant since, Instant now) {
        if (since == null) {
            return new Cell(null, UNKNOWN);
        }
        Duration span = Duration.between(since, now);
        return new Cell(Math.max(0, span.toMillis()), Figures.span(span));
    }

    /** Smallest first, whatever is unknown last. */
    static int compare(Cell one, Cell other) {
        Object a = one.raw;
        Object b = other.raw;
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        return a instanceof Number number && b instanceof Number another
                ? Double.compare(number.doubleValue(), another.doubleValue())
                : String.valueOf(a).compareTo(String.valueOf(b));
    }
}
