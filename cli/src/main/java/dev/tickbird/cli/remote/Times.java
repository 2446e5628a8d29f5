package dev.tickbird.cli.remote;

import dev.tickbird.cli.report.Plain;
import dev.tickbird.schemas.common.Figures;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Times for people: UTC, to the second. */
final class Times {
    private Times() {}

    /** By this machine's clock. */
    static Instant now() {
        return InstantSource.system().instant();
    }

    static String brief(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String brief(String time) {
        try {
            return brief(Instant.parse(time));
        } catch (DateTimeException e) {
            return Plain.text(time);
        }
    }

    /** Whether it is still to come, by this machine's clock. */
    static boolean ahead(String time) {
        try {
            return Instant.parse(time).isAfter(now());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** How long ago, by this machine's clock. */
    static String age(String time) {
        try {
            Duration age = Duration.between(Instant.parse(time), now());
            return Figures.span(age.isNegative() ? Duration.ZERO : age);
        } catch (DateTimeException e) {
            return Plain.text(time);
        }
    }
}
