package dev.tickbird.cli.fleet;

import dev.tickbird.cli.fleet.FleetYaml.Frozen;
import dev.tickbird.cli.fleet.FleetYaml.Opening;
import dev.tickbird.cli.fleet.FleetYaml.Span;
import dev.tickbird.schemas.action.Action;
import dev.tickbird.schemas.fleet.Cron;
import dev.tickbird.schemas.fleet.Freeze;
import dev.tickbird.schemas.fleet.Hours;
import dev.tickbird.schemas.fleet.MaintenanceWindow;
import dev.tickbird.schemas.fleet.TargetSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code windows} and {@code freezes}. */
final class CalendarParser {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int LONGEST_DAYS = 7;

    private final Scopes scopes;
    private final Complaints complaints;
    private final CalendarWords words;

    CalendarParser(List<TargetSpec> targets, Complaints complaints) {
        this.scopes = new Scopes(targets, complaints);
        this.complaints = complaints;
        this.words = new CalendarWords(complaints);
    }

    List<MaintenanceWindow> windows(@Nullable List<Opening> written) {
        List<MaintenanceWindow> windows = new ArrayList<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            MaintenanceWindow window = window("windows[" + i + "]", written.get(i));
            if (window != null) {
                windows.add(window);
            }
        }
        return windows;
    }

    List<Freeze> freezes(@Nullable List<Frozen> written) {
        List<Freeze> freezes = new ArrayList<>();
        for (int i = 0; written != null && i < written.size(); i++) {
            Freeze freeze = freeze("freezes[" + i + "]", written.get(i));
            if (freeze != null) {
                freezes.add(freeze);
            }
        }
        return freezes;
    }

    private @Nullable MaintenanceWindow window(String path, Opening opening) {
        int before = complaints.errors();
        String name = required(path, "name", opening.name(), "what waits for it shows it, e.g. nights");
        Cron cron = words.cron(path, opening.cron());
        ZoneId zone = words.zone(path + ".timeZone", opening.timeZone());
        Duration length = length(path, opening.lasts());
        for (String type : list(opening.actions())) {
            String _ = complaints.word(path + ".actions", type, Action.types());
        }
        scopes.check(path, opening.instances(), opening.tags());
        if (complaints.errors() > before || name == null || cron == null || length == null) {
            return null;
        }
        return new MaintenanceWindow(
                name, cron, zone, length, list(opening.instances()), tags(opening.tags()), list(opening.actions()));
    }

    /** When a policy applies. */
    @Nullable
    Hours hours(String path, Span during) {
        Cron cron = words.cron(path, during.cron());
        ZoneId zone = words.zone(path + ".timeZone", during.timeZone());
        Duration length = length(path, during.lasts());
        return cron == null || length == null ? null : new Hours(cron, zone, length);
    }

    private @Nullable Duration length(String path, @Nullable String written) {
        String lasts = required(path, "lasts", written, "how long it lasts, e.g. 6h");
        Duration length = lasts == null ? null : complaints.duration(path + ".lasts", lasts, SHORTEST);
        if (length != null && length.toDays() > LONGEST_DAYS) {
            complaints.error(path + ".lasts", lasts + " is too long: at most " + LONGEST_DAYS + "d");
        }
        return length;
    }

    private @Nullable Freeze freeze(String path, Frozen frozen) {
        int before = complaints.errors();
        String name = required(path, "name", frozen.name(), "what waits for its end shows it, e.g. release");
        Instant from = instant(path, "from", frozen.from());
        Instant until = instant(path, "until", frozen.until());
        if (from != null && until != null && !until.isAfter(from)) {
            complaints.error(path + ".until", frozen.until() + " is not after " + frozen.from());
        }
        scopes.check(path, frozen.instances(), frozen.tags());
        if (complaints.errors() > before || name == null || from == null || until == null) {
            return null;
        }
        return new Freeze(name, from, until, list(frozen.instances()), tags(frozen.tags()), frozen.reason());
    }

    private @Nullable Instant instant(String path, String key, @Nullable String written) {
        String text = required(path, key, written, "an instant with its zone, e.g. 2026-11-27T00:00:00Z");
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            complaints.error(
                    path + "." + key,
                    "'" + text
                            + "' is not an instant: expected e.g. 2026-11-27T00:00:00Z or 2026-11-27T00:00:00+01:00");
            return null;
        }
    }

    private @Nullable String required(String path, String key, @Nullable String written, String about) {
        if (written == null || written.isBlank()) {
            complaints.error(path, "the key \"" + key + "\" is missing: " + about);
            return null;
        }
        return written;
    }

    private static List<String> list(@Nullable List<String> written) {
        return written == null ? List.of() : written;
    }

    private static Map<String, String> tags(@Nullable Map<String, String> written) {
        return written == null ? Map.of() : written;
    }
}
