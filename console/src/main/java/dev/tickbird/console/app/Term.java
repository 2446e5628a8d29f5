package dev.tickbird.console.app;

import dev.tickbird.runtime.config.HumanDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** How long something lasts, as people write it: until a day or an instant, or for a time. It always ends. */
public enum Term {
    WAIVER("a waiver", 400),
    SNOOZE("a snooze", 90),
    APPROVAL("an approval", 14);

    private final String what;
    private final Duration longest;

    Term(String what, int days) {
        this.what = what;
        this.longest = Duration.ofDays(days);
    }

    /** The end; exactly one of the two must be given. A day ends it as the day begins, in UTC. */
    public Instant end(@Nullable String until, @Nullable String lasting, Instant now) {
        String day = until == null ? "" : until.strip();
        String span = lasting == null ? "" : lasting.strip();
        if (day.isEmpty() == span.isEmpty()) {
            throw wrong(what + " ends: give either 'until', e.g. 2027-01-31, or 'for', e.g. 30d", "until");
        }
        return span.isEmpty() ? until(day, now) : lasting(span, now);
    }

    private Instant until(String text, Instant now) {
        Instant end = instant(text);
        if (!end.isAfter(now)) {
            throw wrong("'" + text + "' is not in the future: give a later day", "until");
        }
        return bounded(end, now, "until");
    }

    private Instant lasting(String text, Instant now) {
        try {
            Duration span = HumanDuration.parse(text);
            if (!span.isPositive()) {
                throw wrong("'" + text + "' is no time: give one such as 30d", "for");
            }
            return bounded(span.compareTo(longest) > 0 ? Instant.MAX : now.plus(span), now, "for");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong("'" + text + "' is not a duration: give one such as 12h or 30d", "for");
        }
    }

    private Instant bounded(Instant end, Instant now, String field) {
        if (end.isAfter(now.plus(longest))) {
            throw wrong(what + " lasts at most " + longest.toDays() + " days: give an earlier end", field);
        }
        return end;
    }

    private static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw wrong(
                    "'" + text + "' is neither a day nor an instant: give e.g. 2027-01-31 or 2027-01-31T18:00:00Z",
                    "until");
        }
    }

    private static Refused wrong(String message, String field) {
        return new Refused(Refused.Why.INVALID, message, field);
    }
}
