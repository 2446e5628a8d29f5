package dev.tickbird.schemas.fleet;

import java.time.Instant;

/** Ends the pause under the same key that began before it. */
public record PauseLift(String key, String by, Instant at) {
    public static final String JWS_TYPE = "tickbird-pause-lift";
}
