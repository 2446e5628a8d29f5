package dev.tickbird.schemas.fleet;

import dev.tickbird.schemas.common.Immutable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A time that returns, e.g. the nights of the week.
 *
 * @param cron when it begins
 * @param timeZone whose clock {@code cron} means; UTC where the file is silent
 * @param lasts for how long each lasts
 */
public record Hours(Cron cron, ZoneId timeZone, Duration lasts) {
    public Hours {
        Immutable.required(cron, "during.cron");
        Immutable.required(lasts, "during.lasts");
        timeZone = timeZone == null ? ZoneOffset.UTC : timeZone;
        if (!lasts.isPositive()) {
            throw new IllegalArgumentException("field 'during.lasts' is " + lasts + ": it must be longer than nothing");
        }
    }

    public boolean covers(Instant at) {
        return cron.last(at.minus(lasts), at, timeZone).isPresent();
    }

    /** When the one that covers an instant ends; the instant itself where none does. */
    public Instant end(Instant at) {
        return cron.last(at.minus(lasts), at, timeZone)
                .map(begin -> begin.plus(lasts))
                .orElse(at);
    }
}
