package dev.tickbird.cli.fleet;

import dev.tickbird.schemas.fleet.Cron;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads times that return, and whose clock they mean. */
record CalendarWords(Complaints complaints) {
    @Nullable
    Cron cron(String path, @Nullable String written) {
        if (written == null) {
            complaints.error(
                    path, "the key \"cron\" is missing: minute, hour, day, month and weekday, e.g. \"0 3 * * *\"");
            return null;
        }
        try {
            return Cron.of(written);
        } catch (IllegalArgumentException e) {
            complaints.error(path + ".cron", String.valueOf(e.getMessage()));
            return null;
        }
    }

    ZoneId zone(String path, @Nullable String written) {
        if (written == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(written);
        } catch (DateTimeException e) {
            complaints.error(
                    path,
                    "'" + written + "' is not a time zone" + Complaints.nearest(written, ZoneId.getAvailableZoneIds())
                            + " (expected e.g. Europe/Zurich or UTC)");
            return ZoneOffset.UTC;
        }
    }
}
