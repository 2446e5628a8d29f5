package dev.tickbird.collector.probe;

import dev.tickbird.schemas.common.ServerVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which server answered, as the header of a snapshot says it.
 *
 * @param takenAt the server's own clock when the reading began
 */
public record Answerer(
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        ServerVersion version,
        Instant startedAt,
        Instant takenAt) {
    static Answerer of(ServerIdentity identity) {
        return new Answerer(
                identity.systemIdentifier(),
                identity.timeline(),
                identity.version(),
                identity.startedAt(),
                identity.now());
    }
}
