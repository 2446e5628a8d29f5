package dev.tickbird.schemas.fleet;

import org.jspecify.annotations.Nullable;

/**
 * A value of the topic {@code config}: a signed document, or a pause, which needs no signature.
 *
 * @param jws a compact JWS over a {@link FleetPolicy} (typ {@code tickbird-fleet-policy}) or a {@link PauseLift} (typ {@code
 *     tickbird-pause-lift}), or a standing approval or the end of one
 * @param pause a pause; null when the record is a signed document
 */
public record ConfigRecord(@Nullable String jws, @Nullable Pause pause) {
    public ConfigRecord {
        if ((jws == null) == (pause == null)) {
            throw new IllegalArgumentException("a config record holds either 'jws' or 'pause'");
        }
    }
}
