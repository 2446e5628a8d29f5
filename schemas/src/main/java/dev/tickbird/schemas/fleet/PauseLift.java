package dev.tickbird.schemas.fleet;

import java.time.Instant;

/**
 * Ends the pause under the same key that began before it.
 *
 * @param key the pause's key on the topic {@code config}
 * @param by who lifts it
 * @param at when it was lifted: a later pause under the same key stands
 */
public record PauseLift(String key, String by, Instant at) {
    public static final String JWS_TYPE = "tickbird-pause-lift";
}
