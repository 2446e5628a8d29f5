package dev.tickbird.cli.remote;

import dev.tickbird.cli.Problem;
import dev.tickbird.cli.report.Plain;
import dev.tickbird.runtime.config.HumanDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** By when something approved must have begun. One of the three. */
final class Lapse {
    @Option(names = "--for", paramLabel = "TIME", description = "it must begin within that time, e.g. 4h")
    private String lasting = "";

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "it must begin before that day, in UTC, or an instant such as 2027-01-31T18:00:00Z")
    private String until = "";

    @Option(
            names = "--window",
            description = "it must begin within the maintenance window that is open for it, or else the next")
    private boolean window;

    Instant end(Shown shown, Instant now) {
        if (window) {
            String end = shown.needs().path("windowEnds").asText("");
            if (end.isEmpty()) {
                throw new Problem(
                        "no maintenance window of the fleet file concerns " + shown.id() + ": give --for or --until",
                        Problem.USAGE);
            }
            return Instant.parse(end);
        }
        return lasting.isEmpty() ? instant(until) : now.plus(span(lasting));
    }

    private static Duration span(String text) {
        try {
            return HumanDuration.parse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new Problem(
                    "--for '" + Plain.text(text) + "' is not a duration: give one such as 4h or 2d", Problem.USAGE);
        }
    }

    private static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new Problem(
                    "--until '" + Plain.text(text)
                            + "' is neither a day nor an instant: give e.g. 2027-01-31 or 2027-01-31T18:00:00Z",
                    Problem.USAGE);
        }
    }
}
