package dev.tickbird.alerter.silence;

import dev.tickbird.alerter.routing.Traits;
import dev.tickbird.schemas.common.FindingId;
import dev.tickbird.schemas.finding.Overlay;
import dev.tickbird.schemas.fleet.DatabaseSelection;
import dev.tickbird.schemas.notification.Silence;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people asked not to be told. */
public final class Silences {
    private final Map<String, Silence> silences = new HashMap<>();
    private final Map<FindingId, Overlay> overlays = new HashMap<>();

    /** A null silence takes the one of that id away. */
    public void put(String id, @Nullable Silence silence) {
        if (silence == null) {
            silences.remove(id);
        } else {
            silences.put(id, silence);
        }
    }

    public void put(FindingId finding, @Nullable Overlay overlay) {
        if (overlay == null) {
            overlays.remove(finding);
        } else {
            overlays.put(finding, overlay);
        }
    }

    public boolean silenced(Traits traits, Instant now) {
        return silences.values().stream()
                .anyMatch(silence -> holds(silence, now)
                        && silence.matchers().entrySet().stream()
                                .allMatch(matcher -> matches(matcher.getKey(), matcher.getValue(), traits)));
    }

    public boolean waived(FindingId finding, Instant now) {
        Overlay overlay = overlays.get(finding);
        return overlay != null && overlay.waivedUntil() != null && now.isBefore(overlay.waivedUntil());
    }

    /** Somebody takes care of this episode. */
    public boolean acknowledged(FindingId finding, int episode) {
        Overlay overlay = overlays.get(finding);
        return overlay != null && Integer.valueOf(episode).equals(overlay.acknowledgedEpisode());
    }

    private static boolean holds(Silence silence, Instant now) {
        return (silence.from() == null || !now.isBefore(silence.from()))
                && silence.until() != null
                && now.isBefore(silence.until());
    }

    private static boolean matches(String field, String pattern, Traits traits) {
        String value = switch (field) {
            case "severity" -> traits.severity().label();
            case "rule" -> traits.rule();
            case "instance" -> traits.instance().value();
            case "database" -> traits.database();
            default -> traits.tags().get(field);
        };
        return value != null && DatabaseSelection.matches(pattern, value);
    }
}
